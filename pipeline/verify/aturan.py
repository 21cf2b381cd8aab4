"""The findings of verification: what speaks against a PDF, in plain words."""

from __future__ import annotations

from pipeline.findings import Example, rule

_SUMBER_PADES = "ETSI EN 319 142-1; ISO 32000-2 12.8"


def _contoh(passes: str, fails: str) -> Example:
    return Example(passes, fails, "naskah")


V001 = rule(
    "V001", "bukan-pdf",
    id="Berkas “{berkas}” bukan PDF.",
    en="“{berkas}” is not a PDF.",
    hint_id="Pilih berkas PDF yang hendak diperiksa.",
    hint_en="Choose the PDF to be verified.",
    why="Hanya PDF yang dapat memuat tanda tangan dan rekamannya.",
    source="ISO 32000-2 7.5.2",
    example=_contoh("(berkas diawali %PDF-)", "(berkas Word atau gambar)"),
)  # fmt: skip
V002 = rule(
    "V002", "pdf-rusak",
    id="Susunan PDF ini rusak atau sengaja dibuat tidak wajar; isinya tidak dapat dipercaya.",
    en="The structure of this PDF is damaged or deliberately odd; its content cannot be trusted.",
    hint_id="Minta salinan baru dari pengirimnya.",
    hint_en="Ask the sender for a fresh copy.",
    why="Berkas yang tidak dapat dibaca dengan ketat tidak dapat dibuktikan keasliannya.",
    source="ISO 32000-2 7.5",
    example=_contoh("(berkas utuh)", "(berkas terpotong saat disalin)"),
)  # fmt: skip
V003 = rule(
    "V003", "isi-berubah",
    id="Isi yang ditandatangani pada “{bidang}” ({nama}) sudah berubah sesudah ditandatangani.",
    en="What was signed in “{bidang}” ({nama}) has been changed after signing.",
    hint_id="Jangan pakai berkas ini; minta berkas asli dari penanda tangannya.",
    hint_en="Do not use this file; ask the signer for the original.",
    why="Tanda tangan elektronik hanya sah untuk isi yang persis sama.",
    source=_SUMBER_PADES,
    example=_contoh("(sidik isi sama dengan yang ditandatangani)", "(satu bita isi diganti)"),
)  # fmt: skip
V004 = rule(
    "V004", "tanda-tangan-tidak-sah",
    id="Tanda tangan pada “{bidang}” tidak sah: {rinci}.",
    en="The signature in “{bidang}” is invalid: {rinci_en}.",
    hint_id="Jangan pakai berkas ini; minta berkas asli dari penanda tangannya.",
    hint_en="Do not use this file; ask the signer for the original.",
    why="Tanda tangan yang tidak cocok dengan kunci pada sertifikatnya tidak membuktikan apa pun.",
    source="RFC 5652 5.6",
    example=_contoh("(nilai tanda tangan cocok)", "(nilai tanda tangan diganti)"),
)  # fmt: skip
V005 = rule(
    "V005", "bita-tidak-terlindung",
    id="{jumlah} bita mulai bita ke-{awal} tidak dilindungi tanda tangan mana pun.",
    en="{jumlah} bytes from byte {awal} on are protected by no signature.",
    hint_id="Minta berkas yang tanda tangan atau stempel waktu terakhirnya mencakup seluruh berkas (B-LTA).",
    hint_en="Ask for a file whose last signature or timestamp covers the whole file (B-LTA).",
    why="Apa yang tidak dicakup tanda tangan dapat diganti siapa saja tanpa ketahuan.",
    source="ISO 32000-2 12.8.1",
    example=_contoh("(tanda tangan terakhir mencakup seluruh berkas)", "(tambahan di ujung berkas)"),
)  # fmt: skip
V006 = rule(
    "V006", "wadah-tidak-baku",
    id="Wadah tanda tangan “{bidang}” tidak ditulis menurut bentuk bakunya: {rinci}.",
    en="The container of the signature “{bidang}” is not in its canonical form: {rinci_en}.",
    hint_id="Berkas mungkin diubah; minta berkas asli dari penanda tangannya.",
    hint_en="The file may have been altered; ask the signer for the original.",
    why="Wadah tanda tangan tidak dicakup tanda tangannya sendiri; hanya bentuk baku yang tidak menyisakan "
    "tempat untuk diubah.",
    source="ITU-T X.690 (DER); RFC 5652",
    example=_contoh("(DER, sisanya nol)", "(ada data sesudah tanda tangan)"),
)  # fmt: skip
V007 = rule(
    "V007", "akar-tidak-dikenal",
    id="Sertifikat {nama} berujung pada akar yang tidak dikenal: {akar}.",
    en="The certificate of {nama} ends in an unknown root: {akar}.",
    hint_id="Bila otoritas itu Anda percayai, sebut sertifikat akarnya dengan --akar BERKAS.pem, atau simpan "
    "di folder akar Anda (lihat “notula verify --help”).",
    hint_en="If you trust that authority, name its root certificate with --akar FILE.pem, or keep it in your "
    "folder of roots (see “notula verify --help”).",
    why="Siapa pun dapat membuat sertifikat atas nama siapa pun; hanya akar tepercaya yang menjamin namanya.",
    source="RFC 5280 6",
    example=_contoh("(akar disebut dengan --akar)", "(akar buatan sendiri)"),
)  # fmt: skip
V008 = rule(
    "V008", "sertifikat-tidak-berlaku",
    id="Sertifikat {nama} tidak dapat diterima: {rinci}.",
    en="The certificate of {nama} cannot be accepted: {rinci_en}.",
    hint_id="Minta penanda tangan menandatangani ulang dengan sertifikat yang berlaku.",
    hint_en="Ask the signer to sign again with a certificate that is valid.",
    why="Sertifikat berlaku dalam masanya dan untuk kegunaannya saja.",
    source="RFC 5280 6; ETSI EN 319 102-1",
    example=_contoh("(berlaku pada waktu tanda tangan)", "(sudah kedaluwarsa)"),
)  # fmt: skip
V009 = rule(
    "V009", "sertifikat-dicabut",
    id="Sertifikat {nama} sudah dicabut sejak {sejak}, sebelum tanda tangan ini terbukti ada.",
    en="The certificate of {nama} was revoked on {sejak}, before this signature provably existed.",
    hint_id="Jangan pakai berkas ini; hubungi penanda tangannya.",
    hint_en="Do not use this file; talk to the signer.",
    why="Kunci yang sertifikatnya dicabut mungkin dipegang orang lain.",
    source="RFC 5280 5, RFC 6960",
    example=_contoh("(tidak dicabut)", "(dicabut karena kunci bocor)"),
)  # fmt: skip
V010 = rule(
    "V010", "pencabutan-tidak-diketahui",
    id="Tidak ada bukti apakah sertifikat {nama} dicabut atau tidak.",
    en="There is no evidence whether the certificate of {nama} was revoked.",
    hint_id="Jalankan lagi dengan --daring, atau minta tanda tangan tingkat B-LT atau B-LTA.",
    hint_en="Run again with --daring, or ask for a signature of level B-LT or B-LTA.",
    why="Sertifikat yang dicabut tampak sama dengan yang berlaku.",
    source="ETSI EN 319 142-1 (B-LT)",
    example=_contoh("(bukti OCSP atau CRL tersemat)", "(tanda tangan B-B diperiksa luring)"),
)  # fmt: skip
V011 = rule(
    "V011", "stempel-waktu-tidak-sah",
    id="Stempel waktu pada “{bidang}” tidak dapat diterima: {rinci}.",
    en="The timestamp in “{bidang}” cannot be accepted: {rinci_en}.",
    hint_id="Minta berkas yang distempel ulang oleh otoritas yang dipercaya.",
    hint_en="Ask for a file stamped again by a trusted authority.",
    why="Tanpa stempel waktu yang sah, waktu tanda tangan hanya pengakuan.",
    source="RFC 3161",
    example=_contoh("(stempel cocok dan otoritasnya dipercaya)", "(stempel milik tanda tangan lain)"),
)  # fmt: skip
V012 = rule(
    "V012", "berubah-sesudah-tanda-tangan",
    id="Sesudah tanda tangan “{bidang}” ({nama}), berkas ini diubah lebih dari yang diizinkan: {rinci}.",
    en="After the signature “{bidang}” ({nama}) the file was changed more than is allowed: {rinci_en}.",
    hint_id="Pakai revisi yang ditandatangani saja; minta berkas aslinya.",
    hint_en="Rely on the signed revision only; ask for the original file.",
    why="Sesudah ditandatangani, yang boleh ditambahkan hanya tanda tangan lain, stempel waktu, dan buktinya.",
    source="ISO 32000-2 12.8.2.2 (DocMDP)",
    example=_contoh("(hanya ditambah tanda tangan kedua)", "(sebuah halaman diganti)"),
)  # fmt: skip
V013 = rule(
    "V013", "beda-dari-rekaman",
    id="Naskah yang dibuat ulang dari rekaman di dalamnya berbeda: {rinci}.",
    en="The document made again from the record inside it differs: {rinci_en}.",
    hint_id="Bandingkan isi naskah dengan rekaman di dalamnya sebelum dipakai.",
    hint_en="Compare the document with the record inside it before using it.",
    why="Naskah Notula dapat dibuat ulang bita demi bita dari rekamannya.",
    source="Notula",
    example=_contoh("(bita sama)", "(teks halaman 2 berbeda)"),
)  # fmt: skip
V014 = rule(
    "V014", "tidak-dapat-dibuat-ulang",
    id="Naskah ini tidak dapat dibuat ulang dari rekaman di dalamnya: {rinci}.",
    en="This document cannot be made again from the record inside it: {rinci_en}.",
    hint_id="Periksa dengan versi Notula yang membuatnya.",
    hint_en="Verify with the version of Notula that made it.",
    why="Tanpa pembuatan ulang, isi naskah tidak terbukti sama dengan rekamannya.",
    source="Notula",
    example=_contoh("(rekaman dan templat lengkap)", "(templat di dalamnya rusak)"),
)  # fmt: skip
V015 = rule(
    "V015", "tanpa-rekaman",
    id="PDF ini tidak memuat rekaman Notula, jadi tidak dapat dibuat ulang.",
    en="This PDF holds no Notula record, so it cannot be made again.",
    hint_id="Naskah final dari Notula selalu memuat rekamannya; draf dan PDF lain tidak.",
    hint_en="Final documents of Notula always hold their record; drafts and other PDFs do not.",
    why="Rekaman di dalam PDF adalah bukti dari mana naskah berasal.",
    source="Notula",
    example=_contoh("(naskah final)", "(draf, atau PDF dari program lain)"),
)  # fmt: skip
V016 = rule(
    "V016", "berubah-sebelum-tanda-tangan",
    id="Naskah buatan Notula sudah diubah ketika ditandatangani: {rinci}.",
    en="The document made by Notula had been changed when it was signed: {rinci_en}.",
    hint_id="Tanyakan kepada penanda tangan apakah perubahan itu dikehendakinya.",
    hint_en="Ask the signer whether that change was meant.",
    why="Yang boleh ditambahkan saat menandatangani hanya tanda tangan itu sendiri.",
    source="ISO 32000-2 12.8.2.2",
    example=_contoh("(hanya tanda tangan yang ditambahkan)", "(gambar ditempelkan di halaman 1)"),
)  # fmt: skip
V017 = rule(
    "V017", "sertaan-tidak-wajar",
    id="Berkas sertaan “{berkas}” di dalam PDF ditolak: {rinci}.",
    en="The attached file “{berkas}” inside the PDF is refused: {rinci_en}.",
    hint_id="Jangan buka sertaan itu; minta berkas asli dari pengirimnya.",
    hint_en="Do not open that attachment; ask the sender for the original.",
    why="Sertaan dapat dibuat untuk merusak komputer yang membukanya.",
    source="Notula",
    example=_contoh("(inputs/rapat/rapat.yaml)", "(../../.bashrc)"),
)  # fmt: skip
V018 = rule(
    "V018", "bidang-belum-ditandatangani",
    id="Bidang tanda tangan “{bidang}” belum ditandatangani.",
    en="The signature field “{bidang}” has not been signed.",
    hint_id="Minta penanda tangannya menandatangani.",
    hint_en="Ask its signer to sign.",
    why="Naskah dengan beberapa penanda tangan baru sah bila semuanya menandatangani.",
    source="Notula",
    example=_contoh("(kedua bidang terisi)", "(hanya notulis yang menandatangani)"),
)  # fmt: skip
V019 = rule(
    "V019", "klaim-arsip-hilang",
    id="PDF ini memuat rekaman Notula tetapi tidak menyatakan diri PDF/A-3a dan PDF/UA-1.",
    en="This PDF holds a Notula record but does not claim PDF/A-3a and PDF/UA-1.",
    hint_id="Naskah final dari Notula selalu menyatakan keduanya; periksa dari mana berkas ini.",
    hint_en="Final documents of Notula always claim both; find out where this file comes from.",
    why="Klaim itu ditulis Notula pada setiap naskah final.",
    source="ISO 19005-3 6.6.4; ISO 14289-1 5",
    example=_contoh("(pdfaid:part 3, pdfuaid:part 1)", "(metadata dihapus)"),
)  # fmt: skip
V020 = rule(
    "V020", "pemeriksaan-dihentikan",
    id="Pemeriksaan dihentikan sesudah {batas} detik; berkas ini tidak wajar.",
    en="Verification was stopped after {batas} seconds; this file is not a sane one.",
    hint_id="Minta salinan baru dari pengirimnya.",
    hint_en="Ask the sender for a fresh copy.",
    why="Berkas dapat dibuat agar program yang membacanya tidak pernah selesai.",
    source="Notula",
    example=_contoh("(selesai dalam hitungan detik)", "(berkas jebakan)"),
)  # fmt: skip
V021 = rule(
    "V021", "templat-instansi",
    id="Templat naskah ini bukan bawaan Notula versi ini, melainkan milik pembuatnya{rinci}.",
    en="The templates of this document are not those of this version of Notula but its maker's own{rinci_en}.",
    hint_id="Templat dapat mencetak kata yang tidak ada di rekaman; baca naskahnya, jangan rekamannya saja.",
    hint_en="Templates may print words that are not in the record; read the document, not the record alone.",
    why="Yang menjamin kata-kata templat adalah penanda tangannya; tanpa tanda tangan tidak ada yang menjamin.",
    source="Notula",
    example=_contoh("(templat bawaan)", "(templat dengan keputusan tambahan)"),
)  # fmt: skip
V022 = rule(
    "V022", "bidang-asing",
    id="Ada bidang tanda tangan yang bukan bagian naskah: “{bidang}” ({rinci}).",
    en="There is a signature field that is no part of the document: “{bidang}” ({rinci_en}).",
    hint_id="Jangan pakai berkas ini; bidang itu dapat menutupi atau menambah isi. Minta berkas aslinya.",
    hint_en="Do not use this file; such a field can cover or add content. Ask for the original.",
    why="Naskah Notula hanya memiliki bidang ttd-1, ttd-2, … pada tempatnya; gambar bidang lain tampak seperti isi.",
    source="ISO 32000-2 12.7.5.5",
    example=_contoh("(ttd-1 pada tempatnya)", "(bidang besar di tengah halaman 1)"),
)  # fmt: skip
V023 = rule(
    "V023", "penanda-tidak-cocok",
    id="Tanda tangan “{bidang}” tidak sesuai rekaman: {rinci}.",
    en="The signature “{bidang}” is not what the record asks for: {rinci_en}.",
    hint_id="Tanyakan kepada pejabat yang disebut naskah apakah ia menandatanganinya.",
    hint_en="Ask the official whom the document names whether they signed it.",
    why="Tanda tangan sah milik orang lain tidak mengesahkan naskah.",
    source="Permendagri 1/2023 44",
    example=_contoh("(ketua menandatangani ruang ketua)", "(orang lain menandatangani ruang ketua)"),
)  # fmt: skip
V024 = rule(
    "V024", "rupa-di-luar-bidang",
    id="Halaman {halaman} tampak lain dari naskah dasarnya di luar ruang tanda tangan.",
    en="Page {halaman} looks other than the document below it, outside the signature fields.",
    hint_id="Jangan pakai berkas ini; ada yang menutupi atau menambah isi. Minta berkas aslinya.",
    hint_en="Do not use this file; something covers or adds content. Ask for the original.",
    why="Tanda tangan hanya boleh tampak di ruangnya sendiri.",
    source="Notula",
    example=_contoh("(hanya ruang tanda tangan yang terisi)", "(tulisan menutupi keputusan)"),
)  # fmt: skip
V025 = rule(
    "V025", "tidak-terulang-versi-lain",
    id="Naskah ini mengaku dibuat versi lain, dan hasil pembuatan ulangnya berbeda: {rinci}.",
    en="This document claims another version, and making it again gives another result: {rinci_en}.",
    hint_id="Periksa dengan versi Notula yang membuatnya, atau bandingkan isinya dengan rekamannya.",
    hint_en="Verify with the version of Notula that made it, or compare its content with its record.",
    why="Versi yang tertulis di dalam berkas dapat ditulis siapa saja; perbedaan tidak dapat dimaafkan karenanya.",
    source="Notula",
    example=_contoh("(teks dan rupa sama)", "(teks halaman 2 berbeda)"),
)  # fmt: skip
V026 = rule(
    "V026", "fakta-tidak-tercetak",
    id="Naskah ini tidak memuat isi rekamannya: {rinci}",
    en="This document does not say what its record says: {rinci_en}",
    hint_id="Bandingkan isi naskah dengan rekaman di dalamnya sebelum dipakai.",
    hint_en="Compare the document with the record inside it before using it.",
    why="Setiap pejabat, wilayah, dan keputusan pada rekaman harus tercetak.",
    source="Notula: setiap fakta rekaman harus ada di naskah",
    example=_contoh("(semua keputusan tercetak)", "(templat membuang keputusan ke-2)"),
)  # fmt: skip
V027 = rule(
    "V027", "hanya-stempel-waktu",
    id="Berkas ini hanya distempel waktu; tidak seorang pun menandatanganinya.",
    en="This file is timestamped only; nobody signed it.",
    hint_id="Minta berkas yang ditandatangani pejabatnya.",
    hint_en="Ask for the file that the official signed.",
    why="Stempel waktu membuktikan kapan berkas ada, bukan siapa yang menjamin isinya.",
    source="RFC 3161",
    example=_contoh("(tanda tangan dan stempel waktu)", "(stempel waktu saja)"),
)  # fmt: skip
V028 = rule(
    "V028", "alamat-tidak-dihubungi",
    id="Alamat pencabutan di jaringan dalam tidak dihubungi: {alamat}.",
    en="Addresses for revocation on an internal network were not contacted: {alamat}.",
    hint_id="Bila penerbitnya memang di jaringan Anda sendiri, tambahkan --jaringan-dalam.",
    hint_en="If the issuer is on your own network, add --jaringan-dalam.",
    why="Alamat itu ditulis pembuat sertifikat; orang asing tidak boleh menyuruh komputer ini membuka jaringan dalam.",
    source="Notula",
    example=_contoh("(alamat penerbit di internet)", "(alamat 10.0.0.5)"),
)  # fmt: skip
