using System.Text;
using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.Iot;

/// <summary>The two operations of IoT that make a certificate: its parts go to files as well.</summary>
/// <remarks>Source: aws-cli v2, customizations/iot.py.</remarks>
sealed class CertificateCommand(Operation operation, string command) : OperationCommand(operation, command)
{
    static (string Option, string[] Path)[] Files =>
    [
        ("certificate-pem-outfile", ["certificatePem"]),
        ("public-key-outfile", ["keyPair", "PublicKey"]),
        ("private-key-outfile", ["keyPair", "PrivateKey"]),
    ];

    protected override void ChangeOptions(OptionList options)
    {
        foreach (var (option, path) in Files)
        {
            if (Operation.Output?.FindMember(path[0]) is not null) options.Add(new(option) { Summary = $"The file for {string.Join('.', path)}." });
        }
    }

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        foreach (var (option, _) in Files) PrivateFile.Check(context, option);
    }

    protected override JsonElement AdaptReply(CommandContext context, JsonElement reply)
    {
        foreach (var (option, path) in Files) PrivateFile.Write(context, option, Encoding.UTF8.GetBytes(TextAt(reply, path)));
        return reply;
    }

    static string TextAt(JsonElement element, string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return "";
        }
        return element.GetString() ?? "";
    }
}
