package notula;

import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.File;
import java.util.List;

/** Validates signed PDFs offline against one trust anchor: `Periksa ROOT.pem LEVEL FILE.pdf…`. */
public final class Periksa {
    private Periksa() {}

    /** Exit code 0 only where every signature of every file is TOTAL_PASSED at the level named. */
    public static void main(String[] args) throws Exception {
        CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
        CertificateToken root = DSSUtils.loadCertificate(new File(args[0]));
        anchors.addCertificate(root);
        boolean passed = true;
        for (String name : List.of(args).subList(2, args.length)) {
            passed &= validate(name, args[1], anchors);
        }
        System.exit(passed ? 0 : 1);
    }

    private static boolean validate(String name, String level, CommonTrustedCertificateSource anchors)
            throws Exception {
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(anchors);
        verifier.setAIASource(null);
        verifier.setOcspSource(null);
        verifier.setCrlSource(null);
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(name));
        validator.setCertificateVerifier(verifier);
        Reports reports = validator.validateDocument();
        SimpleReport simple = reports.getSimpleReport();
        boolean passed = !simple.getSignatureIdList().isEmpty();
        for (String id : simple.getSignatureIdList()) {
            Indication indication = simple.getIndication(id);
            String format = String.valueOf(simple.getSignatureFormat(id));
            boolean good = indication == Indication.TOTAL_PASSED && format.endsWith(level);
            passed &= good;
            System.out.printf(
                    "%s: %s %s %s%s%n",
                    name, simple.getSignedBy(id), format, indication,
                    simple.getSubIndication(id) == null ? "" : " " + simple.getSubIndication(id));
            simple.getAdESValidationErrors(id).forEach(m -> System.out.println("  error: " + m.getValue()));
            simple.getAdESValidationWarnings(id).forEach(m -> System.out.println("  warning: " + m.getValue()));
        }
        if (simple.getSignatureIdList().isEmpty()) {
            System.out.printf("%s: no signature%n", name);
        }
        return passed;
    }
}
