using Awl.Model;

namespace Awl.Cli.CommandLine;

/// <summary>The options that operations have here and not in AWS CLI. An operation's own option of the same name stays what it is.</summary>
static class OurOptions
{
    public const string PrintRequest = "print-request";

    public static void AddTo(OptionList options, Operation operation)
    {
        if (operation.EventStreamInput is not null) return;

        Add(options, new(PrintRequest)
        {
            Arity = Arity.Optional,
            Choices = ["curl"],
            Summary = "Print the signed request and send nothing; of several pages the first. --print-request=curl prints a line for a shell that sends it: "
                + "whoever has it can do so for some minutes, so it is as secret as the call.",
        });
    }

    public static void AddToWaiter(OptionList options, Operation operation) => AddTo(options, operation);

    static void Add(OptionList options, OptionSpec option)
    {
        if (options.Find(option.Name) is null) options.Add(option with { IsOurs = true });
    }
}
