using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Awl.Tests.Http;

/// <summary>Certificates made on the spot for servers on loopback.</summary>
static class Certificates
{
    /// <summary>A certificate authority and a server certificate that it signed.</summary>
    public static (X509Certificate2 Root, X509Certificate2 Server) Chain(string host = "127.0.0.1", int endsInDays = 30)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest($"CN=Root of {host}", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var root = rootRequest.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-90), DateTimeOffset.UtcNow.AddDays(90));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = RequestFor(host, key);
        using var signed = request.Create(root, DateTimeOffset.UtcNow.AddDays(-60), DateTimeOffset.UtcNow.AddDays(endsInDays), [1, 2, 3, 4]);
        return (root, signed.CopyWithPrivateKey(key));
    }

    public static X509Certificate2 SelfSigned(string host = "127.0.0.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return RequestFor(host, key).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-60), DateTimeOffset.UtcNow.AddDays(30));
    }

    static CertificateRequest RequestFor(string host, ECDsa key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address); else names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }
}
