namespace Awl.Cli.Help;

/// <summary>How a piece of text looks, where it goes to a terminal.</summary>
[Flags]
enum TextStyle : byte
{
    Plain = 0,
    Bold = 1,
    Underlined = 2,
    Code = 4,
}
