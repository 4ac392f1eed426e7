using Awl.Model;

namespace Awl.Cli.CommandLine;

/// <summary>The options that operations have here and not in AWS CLI. An operation's own option of the same name stays what it is.</summary>
static class OurOptions
{
    public const string PrintRequest = "print-request";
    public const string Regions = "regions";
    public const string Profiles = "profiles";
    public const string WaitDelay = "wait-delay";
    public const string WaitTimeout = "wait-timeout";

    public static void AddTo(OptionList options, Operation operation)
    {
        if (operation.EventStreamInput is not null) return;   // its requests go on while replies come

        AddPrintRequest(options);
        AddSideBySide(options, operation);
    }

    public static void AddToWaiter(OptionList options)
    {
        AddPrintRequest(options);
        Add(options, new(WaitDelay) { Summary = "Seconds between two questions, instead of the waiter's own." });
        Add(options, new(WaitTimeout) { Summary = "Seconds after which to give up, however often it has asked; a last question comes then." });
    }

    static void AddPrintRequest(OptionList options) => Add(options, new(PrintRequest)
    {
        Arity = Arity.Optional,
        Choices = ["curl"],
        Summary = "Print the signed request and send nothing; of several pages the first. --print-request=curl prints a line for a shell that sends it: "
            + "whoever has it can do so for some minutes, so it is as secret as the call.",
    });

    /// <summary>One stream, one file or one row of events is no list that could be joined.</summary>
    static void AddSideBySide(OptionList options, Operation operation)
    {
        if (operation.StreamingInput is not null || operation.StreamingOutput is not null || operation.EventStreamOutput is not null) return;

        Add(options, new(Regions)
        {
            Arity = Arity.AtLeastOne,
            Summary = "Call several regions at once: all that have the service, or names and patterns (eu-*) between commas. The items become one list, each with its "
                + "Region; --query works on each region's own. One that fails stops no other; the exit code is the highest.",
        });
        Add(options, new(Profiles) { Arity = Arity.AtLeastOne, Summary = "Call with several profiles at once: names and patterns ('dev-*') between commas. As with --regions, each item has its Profile." });
    }

    static void Add(OptionList options, OptionSpec option)
    {
        if (options.Find(option.Name) is null) options.Add(option with { IsOurs = true });
    }
}
