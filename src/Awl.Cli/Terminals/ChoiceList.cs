using System.Globalization;

namespace Awl.Cli.Terminals;

/// <summary>Lets the user choose one of several: with the arrow keys on a screen, by its number elsewhere.</summary>
sealed class ChoiceList(Terminal terminal, IReadOnlyList<string> choices)
{
    const int MostRows = 10;

    int _chosen;

    /// <returns>The index of the choice.</returns>
    public Task<int> ChooseAsync(CancellationToken cancellationToken)
        => terminal.InputIsKeyboard && terminal.OutputIsScreen ? ChooseByKeyAsync(cancellationToken) : ChooseByNumberAsync(cancellationToken);

    async Task<int> ChooseByNumberAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < choices.Count; i++) terminal.Out.Write($"{i + 1}) {ScreenText.Of(choices[i])}\n");
        while (true)
        {
            var answer = await terminal.PromptAsync($"Number (1-{choices.Count}): ", cancellationToken);
            if (int.TryParse(answer, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, null, out var number) && number >= 1 && number <= choices.Count) return number - 1;
        }
    }

    async Task<int> ChooseByKeyAsync(CancellationToken cancellationToken)
    {
        Draw();
        try
        {
            while (await terminal.ReadKeyAsync(cancellationToken) is not ConsoleKey.Enter and var key)
            {
                _chosen = (_chosen + StepOf(key) + choices.Count) % choices.Count;
                Erase();
                Draw();
            }
        }
        finally { Erase(); }
        return _chosen;
    }

    static int StepOf(ConsoleKey key) => key switch { ConsoleKey.UpArrow => -1, ConsoleKey.DownArrow => 1, _ => 0 };

    int Rows => Math.Min(MostRows, choices.Count);

    void Draw()
    {
        var first = Math.Clamp(_chosen - Rows + 1, 0, choices.Count - Rows);
        for (var i = first; i < first + Rows; i++)
        {
            var text = ScreenText.Of(choices[i]);
            var most = Math.Max(terminal.Width - 4, 8);
            if (text.Length > most) text = text[..(most - 3)] + "...";
            terminal.Out.Write(i == _chosen ? $"\e[7m> {text}\e[0m\n" : $"  {text}\n");
        }
        terminal.Flush();
    }

    /// <summary>Goes up to the first row and clears all below.</summary>
    void Erase()
    {
        terminal.Out.Write($"\e[{Rows}A\e[J");
        terminal.Flush();
    }
}
