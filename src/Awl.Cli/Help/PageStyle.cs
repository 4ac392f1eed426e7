namespace Awl.Cli.Help;

/// <summary>How a page is to look.</summary>
/// <param name="Width">Columns that a line may take.</param>
/// <param name="IsStyled">Whether the reader understands escape sequences: bold, underlined, links. Otherwise the page is plain text.</param>
readonly record struct PageStyle(int Width, bool IsStyled)
{
    /// <summary>Longer lines are hard to read, however wide the screen is.</summary>
    const int MostColumns = 110;

    const int LeastColumns = 30;

    public static PageStyle Of(int columns, bool isStyled) => new(Math.Clamp(columns, LeastColumns, MostColumns), isStyled);
}
