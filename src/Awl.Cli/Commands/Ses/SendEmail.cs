using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.Ses;

/// <summary><c>ses send-email</c>: <c>--from</c>, <c>--to</c>, <c>--subject</c>, <c>--text</c> and so on, instead of structures.</summary>
/// <remarks>Source: aws-cli v2, customizations/sessendemail.py. An empty text counts as none.</remarks>
sealed class SendEmail(Operation operation, string command) : OperationCommand(operation, command)
{
    static (string Option, string Member)[] Addresses => [("to", "ToAddresses"), ("cc", "CcAddresses"), ("bcc", "BccAddresses")];
    static (string Option, string Path)[] Texts => [("subject", "Subject"), ("text", "Body.Text"), ("html", "Body.Html")];

    protected override void ChangeOptions(OptionList options)
    {
        options.MakeOptional("message");
        options.MakeOptional("destination");
        options.Rename("source", "from");
        foreach (var (option, _) in Addresses) options.Add(new(option) { Arity = Arity.AtLeastOne, Summary = $"The addresses of the message's {option} line." });
        foreach (var (option, _) in Texts) options.Add(new(option) { Summary = $"The message's {option}." });
    }

    protected override void CheckOptions(CommandContext context)
    {
        OptionGroups.CheckExclusive(context.Options, Spec.Options, ["destination"], ["to", "cc", "bcc"]);
        OptionGroups.CheckExclusive(context.Options, Spec.Options, ["message"], ["text", "html"]);
    }

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        foreach (var (option, member) in Addresses)
        {
            if (options.Words(option) is { Count: > 0 } words) InputPath.Set(input, "Destination." + member, InputValue.List.Of(words));
        }
        foreach (var (option, path) in Texts)
        {
            if (options.Text(option) is { } text) SetText(input, path, text);
        }
    }

    static void SetText(InputValue.Map input, string path, string text)
    {
        var message = InputPath.Below(input, "Message");
        InputPath.Below(message, "Subject");
        InputPath.Below(message, "Body");
        InputPath.Set(message, path + ".Data", new InputValue.Text(text));
    }
}
