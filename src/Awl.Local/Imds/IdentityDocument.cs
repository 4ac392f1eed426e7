using System.Text;

namespace Awl.Local.Imds;

/// <summary>The instance's identity: a document and three signatures of exactly its bytes.</summary>
/// <remarks>AWS signs with keys of its own; this one is ours, and so is the certificate to check it with.</remarks>
sealed class IdentityDocument
{
    readonly Lazy<IdentityKey> _key;

    public IdentityDocument(Instance instance, TimeProvider clock)
    {
        Text = new SpacedJson()
            .Add("accountId", instance.AccountId)
            .Add("architecture", instance.Architecture)
            .Add("availabilityZone", instance.AvailabilityZone)
            .Add("billingProducts", (string?)null)
            .Add("devpayProductCodes", (string?)null)
            .Add("marketplaceProductCodes", instance.ProductCodes)
            .Add("imageId", instance.ImageId)
            .Add("instanceId", instance.InstanceId)
            .Add("instanceType", instance.InstanceType)
            .Add("kernelId", (string?)null)
            .Add("pendingTime", instance.Started)
            .Add("privateIp", instance.LocalIpv4)
            .Add("ramdiskId", (string?)null)
            .Add("region", instance.Region)
            .Add("version", "2017-09-30")
            .ToString();
        _key = new(() => new(clock));
    }

    /// <summary>The document, without a final line feed.</summary>
    public string Text { get; }

    /// <summary>RSA with SHA-256 over the document, in base64.</summary>
    public string Signature => field ??= _key.Value.Sign(Bytes);

    /// <summary>The document within a signed message, without the lines that PEM begins and ends with. AWS signs this one by DSA with SHA-1.</summary>
    public string Pkcs7 => Rsa2048;

    /// <summary>The document within a message signed by RSA with SHA-256, without the lines that PEM begins and ends with.</summary>
    public string Rsa2048 => field ??= _key.Value.SignMessage(Bytes);

    /// <summary>The certificate that all three are checked with, as PEM.</summary>
    public string Certificate => _key.Value.Certificate;

    byte[] Bytes => Encoding.UTF8.GetBytes(Text);
}
