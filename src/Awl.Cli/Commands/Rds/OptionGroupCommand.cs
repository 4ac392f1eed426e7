using Awl.Cli.CommandLine;
using Awl.Model;

namespace Awl.Cli.Commands.Rds;

/// <summary><c>rds add-option-to-option-group</c>, <c>rds remove-option-from-option-group</c>: the two halves of ModifyOptionGroup.</summary>
/// <remarks>Source: aws-cli v2, customizations/rds.py.</remarks>
/// <param name="operation">ModifyOptionGroup.</param>
/// <param name="command">The command's name.</param>
/// <param name="kept">The model's option that becomes <c>--options</c>.</param>
/// <param name="dropped">The other one.</param>
sealed class OptionGroupCommand(Operation operation, string command, string kept, string dropped) : OperationCommand(operation, command)
{
    protected override void ChangeOptions(OptionList options)
    {
        options.Rename(kept, "options");
        options.Remove(dropped);
    }
}
