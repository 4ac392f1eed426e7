using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.Ec2;

/// <summary><c>ec2 bundle-instance</c>: where the bundle goes, and a signed policy that lets EC2 put it there. The key that signs stays here.</summary>
/// <remarks>Source: aws-cli v2, customizations/ec2/bundleinstance.py. HMAC-SHA-1 is what S3's form policies are signed with.</remarks>
sealed class BundleInstance(Operation operation, string command) : OperationCommand(operation, command)
{
    static (string Option, string Member)[] Simple =>
        [("bucket", "Bucket"), ("prefix", "Prefix"), ("owner-akid", "AWSAccessKeyId"), ("owner-sak", "_SAK"), ("policy", "UploadPolicy")];

    protected override void ChangeOptions(OptionList options)
    {
        options.MakeOptional("storage");
        options.Add(new("bucket") { Summary = "The bucket for the bundle." });
        options.Add(new("prefix") { Summary = "The beginning of the keys in the bucket." });
        options.Add(new("owner-akid") { Summary = "The access key id of the bucket's owner." });
        options.Add(new("owner-sak") { Summary = "The secret access key of the bucket's owner; it signs the policy and is not sent." });
        options.Add(new("policy") { Summary = "The upload policy; one for 24 hours is made, unless given." });
    }

    protected override void CheckOptions(CommandContext context)
    {
        if (!context.Options.Has("storage")) return;
        foreach (var (option, _) in Simple)
        {
            if (context.Options.Value(option) is { Length: > 0 }) throw new UsageException("Mixing the --storage option with the simple, scalar options is not recommended.");
        }
    }

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        foreach (var (option, member) in Simple)
        {
            if (options.Text(option) is { } text) InputPath.Set(input, "Storage.S3." + member, new InputValue.Text(text));
        }
        if (input.Find("Storage") is InputValue.Map storage && storage.Find("S3") is InputValue.Map s3) Sign(s3, context.Machine);
    }

    static void Sign(InputValue.Map s3, Machine machine)
    {
        if (s3.Find("UploadPolicy") is null && s3.Find("Bucket") is InputValue.Text bucket && s3.Find("Prefix") is InputValue.Text prefix)
            s3["UploadPolicy"] = new InputValue.Text(Policy(bucket.Value, prefix.Value, machine.Clock.GetUtcNow().AddHours(24)));
        if (s3.Find("UploadPolicySignature") is not null || s3.Find("UploadPolicy") is not InputValue.Text policy || s3.Find("_SAK") is not InputValue.Text key) return;

        var encoded = Convert.ToBase64String(Encoding.Latin1.GetBytes(policy.Value));
#pragma warning disable CA5350 // S3's form policies know nothing better
        var signature = HMACSHA1.HashData(Encoding.UTF8.GetBytes(key.Value), Encoding.Latin1.GetBytes(encoded));
#pragma warning restore CA5350
        s3["UploadPolicySignature"] = new InputValue.Text(Convert.ToBase64String(signature));
        s3.Members.Remove("_SAK");
    }

    static string Policy(string bucket, string prefix, DateTimeOffset expires)
        => $$"""{"expiration": "{{expires.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)}}","conditions": [{"bucket": "{{bucket}}"},{"acl": "ec2-bundle-read"},["starts-with", "$key", "{{prefix}}"]]}""";
}
