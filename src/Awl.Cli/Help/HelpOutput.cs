using Awl.Cli.Commands;

namespace Awl.Cli.Help;

/// <summary>Where help goes: standard output, or the pager before it; styled where a terminal reads it.</summary>
static class HelpOutput
{
    /// <summary>Opens a page, lets it be written, and sends it.</summary>
    public static void Write(CommandContext context, Action<PageWriter> write)
    {
        var output = CliSettings.FindHelpPager(context) is { } pager ? context.Terminal.OpenPagerWriter(pager) : context.Out;
        write(new(output, PageStyle.Of(context.Terminal.Width, IsStyled(context))));
        output.Flush();
    }

    static bool IsStyled(CommandContext context) => context.Globals.Color switch
    {
        "on" => true,
        "off" => false,
        _ => context.Terminal.OutputIsScreen && context.Machine.Variable("TERM") != "dumb",
    };
}
