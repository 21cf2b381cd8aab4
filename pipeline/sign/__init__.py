"""Electronic signatures (PAdES) over finished PDFs: a stage after the proof, over the same bytes.

`proses` signs the next field of a document; `pkcs12`, `pkcs11` and `jauh` are where keys
come from; `rantai` looks at certificates; `berkas` looks at the PDF; `tampilan` draws.
"""
