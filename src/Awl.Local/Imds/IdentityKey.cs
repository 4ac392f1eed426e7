using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Awl.Local.Imds;

/// <summary>The key pair that signs identity documents, made at the first signature and gone with the program.</summary>
sealed class IdentityKey
{
    const string SignedDataType = "1.2.840.113549.1.7.2", DataType = "1.2.840.113549.1.7.1", Sha256 = "2.16.840.1.101.3.4.2.1", Rsa = "1.2.840.113549.1.1.1";
    const string ContentTypeAttribute = "1.2.840.113549.1.9.3", DigestAttribute = "1.2.840.113549.1.9.4", TimeAttribute = "1.2.840.113549.1.9.5";

    readonly RSA _key = RSA.Create(2048);
    readonly X509Certificate2 _certificate;
    readonly TimeProvider _clock;

    public IdentityKey(TimeProvider clock)
    {
        _clock = clock;
        var request = new CertificateRequest("CN=awl-local instance identity, O=Not AWS", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = clock.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
    }

    public string Certificate => _certificate.ExportCertificatePem() + "\n";

    /// <summary>A bare signature, in lines of 76.</summary>
    public string Sign(byte[] content) => Lines(_key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), 76);

    /// <summary>A CMS message that holds the content and one signature, in lines of 64; the certificate is not in it, as with AWS.</summary>
    /// <remarks>Source: RFC 5652, sections 3, 5 and 11.</remarks>
    public string SignMessage(byte[] content)
    {
        var der = new AsnWriter(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(SignedDataType);
            using (der.PushSequence(Tag(0)))
            using (der.PushSequence())
            {
                der.WriteInteger(1);
                using (der.PushSetOf()) WriteAlgorithm(der, Sha256);
                using (der.PushSequence())
                {
                    der.WriteObjectIdentifier(DataType);
                    using (der.PushSequence(Tag(0))) der.WriteOctetString(content);
                }
                using (der.PushSetOf()) WriteSigner(der, content);
            }
        }
        return Lines(der.Encode(), 64);
    }

    void WriteSigner(AsnWriter der, byte[] content)
    {
        var attributes = Attributes(content);
        using (der.PushSequence())
        {
            der.WriteInteger(1);
            using (der.PushSequence())
            {
                der.WriteEncodedValue(_certificate.IssuerName.RawData);
                der.WriteInteger(_certificate.SerialNumberBytes.Span);
            }
            WriteAlgorithm(der, Sha256);
            using (der.PushSetOf(Tag(0))) WriteAll(der, attributes);
            WriteAlgorithm(der, Rsa);
            // Signed is the set as such, not as the field it stands in.
            var signed = new AsnWriter(AsnEncodingRules.DER);
            using (signed.PushSetOf()) WriteAll(signed, attributes);
            der.WriteOctetString(_key.SignData(signed.Encode(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
    }

    byte[][] Attributes(byte[] content) =>
    [
        Attribute(ContentTypeAttribute, value => value.WriteObjectIdentifier(DataType)),
        Attribute(TimeAttribute, value => value.WriteUtcTime(_clock.GetUtcNow())),
        Attribute(DigestAttribute, value => value.WriteOctetString(SHA256.HashData(content))),
    ];

    static byte[] Attribute(string type, Action<AsnWriter> write)
    {
        var der = new AsnWriter(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(type);
            using (der.PushSetOf()) write(der);
        }
        return der.Encode();
    }

    static void WriteAll(AsnWriter der, byte[][] values)
    {
        foreach (var value in values) der.WriteEncodedValue(value);
    }

    static void WriteAlgorithm(AsnWriter der, string algorithm)
    {
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(algorithm);
            der.WriteNull();
        }
    }

    static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number);

    static string Lines(byte[] bytes, int width)
    {
        var text = Convert.ToBase64String(bytes);
        return string.Join('\n', text.Chunk(width).Select(line => new string(line)));
    }
}
