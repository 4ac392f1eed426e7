using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.Iam;

/// <summary><c>iam create-virtual-mfa-device</c>: the seed goes to a file that only its owner can read, and not to standard output.</summary>
/// <remarks>Source: aws-cli v2, customizations/iamvirtmfa.py.</remarks>
sealed class CreateVirtualMfaDevice(Operation operation, string command) : OperationCommand(operation, command)
{
    static string[] Methods => ["QRCodePNG", "Base32StringSeed"];

    protected override void ChangeOptions(OptionList options)
    {
        options.Add(new("outfile") { IsRequired = true, Summary = "The file for the seed." });
        options.Add(new("bootstrap-method") { IsRequired = true, Choices = Methods, Summary = "The form of the seed: QRCodePNG or Base32StringSeed." });
    }

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input) => PrivateFile.Check(context, "outfile");

    protected override JsonElement AdaptReply(CommandContext context, JsonElement reply)
    {
        var result = JsonNode.Parse(reply.GetRawText())!;
        if (result["VirtualMFADevice"] is not JsonObject device || (string?)device[context.Options.Value("bootstrap-method")!] is not { } seed) return reply;

        PrivateFile.Write(context, "outfile", Convert.FromBase64String(seed));
        foreach (var method in Methods) device.Remove(method);
        return JsonDocument.Parse(result.ToJsonString()).RootElement;
    }
}
