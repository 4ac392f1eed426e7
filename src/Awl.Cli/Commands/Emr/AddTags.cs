using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.Emr;

/// <summary><c>emr add-tags</c>: tags as <c>key=value</c>, or a key alone.</summary>
/// <remarks>Source: aws-cli v2, customizations/emr/addtags.py.</remarks>
sealed class AddTags(Operation operation, string command) : OperationCommand(operation, command)
{
    protected override void ChangeOptions(OptionList options)
        => options.Put(new("tags") { Arity = Arity.AtLeastOne, IsRequired = true, Summary = "key=value, or a key alone." });

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        if (options.Words("tags") is not { Count: > 0 } words) return;
        var tags = new InputValue.List();
        foreach (var word in words)
        {
            var (key, value) = word.Split('=', 2) is [var before, var after] ? (before, after) : (word, "");
            tags.Items.Add(new InputValue.Map { ["Key"] = new InputValue.Text(key), ["Value"] = new InputValue.Text(value) });
        }
        input["Tags"] = tags;
    }
}
