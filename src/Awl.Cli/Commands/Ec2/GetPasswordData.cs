using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.Ec2;

/// <summary><c>ec2 get-password-data</c>: <c>--priv-launch-key</c> decrypts the password here, with the key pair that the instance was launched with.</summary>
/// <remarks>Source: aws-cli v2, customizations/ec2/decryptpassword.py.</remarks>
sealed class GetPasswordData(Operation operation, string command) : OperationCommand(operation, command)
{
    byte[]? _key;

    protected override void ChangeOptions(OptionList options)
        => options.Add(new("priv-launch-key") { Summary = "The file with the private key (PEM): the password is decrypted before it is printed." });

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        if (context.Options.Value("priv-launch-key") is not { Length: > 0 } path) return;
        _key = context.Machine.ReadFile(context.Machine.ExpandPath(path))
            ?? throw new CommandFailedException("priv-launch-key should be a path to the local SSH private key file used to launch the instance.");
    }

    protected override JsonElement AdaptReply(CommandContext context, JsonElement reply)
    {
        if (_key is null || !reply.TryGetProperty("PasswordData", out var data) || data.GetString() is not { Length: > 0 } encrypted) return reply;

        var result = JsonNode.Parse(reply.GetRawText())!;
        result["PasswordData"] = Decrypt(encrypted, Encoding.Latin1.GetString(_key));
        return JsonDocument.Parse(result.ToJsonString()).RootElement;
    }

    static string Decrypt(string base64, string pem)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            return Encoding.UTF8.GetString(key.Decrypt(Convert.FromBase64String(base64), RSAEncryptionPadding.Pkcs1));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException)
        {
            throw new CommandFailedException("Unable to decrypt password data using provided private key file.", e);
        }
    }
}
