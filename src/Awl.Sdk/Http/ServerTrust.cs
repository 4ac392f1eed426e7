using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Awl.Http;

/// <summary>Which certificates to trust. Made for the first https request: plain http never touches any of it.</summary>
static class ServerTrust
{
    /// <exception cref="TransportException">A bundle cannot be read.</exception>
    public static SslClientAuthenticationOptions For(TransportOptions options, HttpRequest request, string? proxyUrl, Machine machine)
    {
        if (!options.VerifyCertificates) return new() { RemoteCertificateValidationCallback = (_, _, _, _) => true };

        var proxyRoots = IsSecure(proxyUrl) && options.ProxyCaBundle is { } path ? Policy(path, request, machine) : null;
        return new()
        {
            CertificateChainPolicy = options.CaBundle is { } bundle ? Policy(bundle, request, machine) : null,
            RemoteCertificateValidationCallback = (stream, certificate, chain, errors) =>
            {
                var name = ((SslStream)stream).TargetHostName;
                if (proxyRoots is not null && name == Proxy.Parse(proxyUrl!).Address.IdnHost) errors = Check(certificate, proxyRoots, ref chain, errors);
                return errors == SslPolicyErrors.None ? true : throw new CertificateRejectedException(Reason(name, certificate, chain, errors));
            },
        };
    }

    /// <summary>Whether the proxy itself speaks TLS.</summary>
    public static bool IsSecure(string? proxyUrl) => proxyUrl?.StartsWith("https:", StringComparison.Ordinal) == true;

    static X509ChainPolicy Policy(string bundle, HttpRequest request, Machine machine)
    {
        var pem = machine.ReadFile(bundle) ?? throw TransportErrors.Certificate(request, $"No such CA bundle: '{bundle}'");
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        try
        {
            policy.CustomTrustStore.ImportFromPem(System.Text.Encoding.UTF8.GetString(pem));
        }
        catch (CryptographicException e)
        {
            throw TransportErrors.Certificate(request, $"The CA bundle '{bundle}' has a certificate that cannot be read: {e.Message}", e);
        }
        return policy.CustomTrustStore.Count > 0
            ? policy : throw TransportErrors.Certificate(request, $"no certificate or crl found in the CA bundle '{bundle}'");
    }

    static SslPolicyErrors Check(X509Certificate? certificate, X509ChainPolicy policy, ref X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 server) return errors;

        var sent = chain?.ChainPolicy.ExtraStore;
        chain = new X509Chain { ChainPolicy = policy.Clone() };
        if (sent is not null) chain.ChainPolicy.ExtraStore.AddRange(sent);
        return chain.Build(server) ? errors & ~SslPolicyErrors.RemoteCertificateChainErrors : errors | SslPolicyErrors.RemoteCertificateChainErrors;
    }

    static string Reason(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null) return "the server sent no certificate";
        if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0 && chain is not null) return "certificate verify failed: " + Reason(chain);
        return $"hostname '{host}' doesn't match {certificate.Subject}";
    }

    // In OpenSSL's words, as AWS CLI prints them, and which certificate of the chain it is: users ask.
    static string Reason(X509Chain chain)
    {
        foreach (var element in chain.ChainElements)
        {
            foreach (var status in element.ChainElementStatus)
            {
                if (status.Status != X509ChainStatusFlags.NoError) return $"{Words(status.Status, chain, element)} ({element.Certificate.Subject})";
            }
        }
        return "unable to get local issuer certificate";
    }

    static string Words(X509ChainStatusFlags status, X509Chain chain, X509ChainElement element) => status switch
    {
        X509ChainStatusFlags.UntrustedRoot when chain.ChainElements.Count == 1 => "self-signed certificate",
        X509ChainStatusFlags.UntrustedRoot => "self-signed certificate in certificate chain",
        X509ChainStatusFlags.PartialChain => "unable to get local issuer certificate",
        X509ChainStatusFlags.NotTimeValid when element.Certificate.NotBefore.ToUniversalTime() > chain.ChainPolicy.VerificationTime.ToUniversalTime()
            => "certificate is not yet valid",
        X509ChainStatusFlags.NotTimeValid => "certificate has expired",
        X509ChainStatusFlags.NotSignatureValid => "certificate signature failure",
        X509ChainStatusFlags.Revoked => "certificate revoked",
        _ => status.ToString(),
    };
}

/// <summary>Carries the reason out of the TLS handshake. Never leaves this folder.</summary>
sealed class CertificateRejectedException(string reason) : Exception(reason);
