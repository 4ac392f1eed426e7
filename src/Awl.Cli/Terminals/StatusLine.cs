namespace Awl.Cli.Terminals;

/// <summary>A line at the bottom of the screen, on standard error, that says what is waited for and for how long. It is gone afterwards.</summary>
sealed class StatusLine(Terminal terminal, TimeProvider clock) : IDisposable
{
    const string Erase = "\r\u001b[K";

    readonly Lock _lock = new();
    readonly long _start = clock.GetTimestamp();
    ITimer? _timer;
    string? _text;

    /// <summary>Shows a text, and behind it the time, which goes on.</summary>
    public void Show(string text)
    {
        lock (_lock)
        {
            _text = ScreenText.Of(text);
            DrawLocked();
            _timer ??= clock.CreateTimer(_ => Tick(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            if (_text is not null) terminal.Error.Write(Erase);
            _text = null;
        }
    }

    void Tick()
    {
        lock (_lock)
        {
            if (_text is not null) DrawLocked();
        }
    }

    void DrawLocked()
    {
        var elapsed = (long)clock.GetElapsedTime(_start).TotalSeconds;
        var line = $"{_text}, {(elapsed < 60 ? "" : $"{elapsed / 60} min ")}{elapsed % 60} s";
        terminal.Error.Write($"{Erase}{(line.Length < terminal.Width ? line : line[..(terminal.Width - 1)])}");
    }
}
