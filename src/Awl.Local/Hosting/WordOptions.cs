using System.Globalization;

namespace Awl.Local.Hosting;

/// <summary>The options of a line: <c>--name value</c>, <c>--name=value</c>, <c>--flag</c>, and after <c>--</c> a command with its own.</summary>
sealed class WordOptions
{
    readonly Dictionary<string, string> _values = [];

    /// <summary>The words after <c>--</c>; none when there is no such word.</summary>
    public IReadOnlyList<string> Command { get; private init; } = [];

    /// <param name="args">The words.</param>
    /// <param name="valued">The options that take a value, without dashes.</param>
    /// <param name="flags">Those that take none.</param>
    /// <exception cref="UsageException">A word is no option of these, or lacks its value.</exception>
    public static WordOptions Parse(IReadOnlyList<string> args, string[] valued, string[] flags)
    {
        var end = IndexOf(args, "--");
        var options = new WordOptions { Command = [.. args.Skip(end + 1)] };
        for (var i = 0; i < end; i++)
        {
            var (name, inline) = Split(args[i]);
            if (flags.Contains(name) && inline is null) options._values[name] = "";
            else if (!valued.Contains(name)) throw new UsageException($"There is no option '{args[i]}' here. There are: {Names(valued, flags)}.");
            else options._values[name] = inline ?? (++i < end ? args[i] : throw new UsageException($"--{name} needs a value."));
        }
        return options;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public string? Value(string name) => _values.GetValueOrDefault(name);

    /// <summary>A whole number between bounds, or null when the option is not there.</summary>
    /// <exception cref="UsageException">It is no such number.</exception>
    public int? Number(string name, int least, int most) => Value(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new UsageException($"--{name} takes a whole number from {least} to {most}, not '{text}'.");

    /// <summary>A time such as 90, 90s, 30m, 8h, or null when the option is not there.</summary>
    /// <exception cref="UsageException">It is no time.</exception>
    public TimeSpan? Time(string name) => Value(name) is not { } text ? null
        : ParseTime(text) ?? throw new UsageException($"--{name} takes a time such as 90s, 30m or 8h, not '{text}'.");

    /// <summary>A time that may have a minus, such as -14m, or null when the option is not there.</summary>
    /// <exception cref="UsageException">It is no time.</exception>
    public TimeSpan? Offset(string name) => Value(name) is not { } text ? null
        : (text.StartsWith('-') ? -ParseTime(text[1..]) : ParseTime(text)) ?? throw new UsageException($"--{name} takes a time such as 20m or -2h, not '{text}'.");

    static TimeSpan? ParseTime(string text)
    {
        var (digits, seconds) = text switch
        {
            [.. var number, 's'] => (number, 1),
            [.. var number, 'm'] => (number, 60),
            [.. var number, 'h'] => (number, 3600),
            _ => (text, 1),
        };
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= int.MaxValue / 3600 / 24
            ? TimeSpan.FromSeconds((double)count * seconds) : null;
    }

    static (string Name, string? Inline) Split(string word)
    {
        if (!word.StartsWith("--", StringComparison.Ordinal)) return (word, null);
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (word[2..], null) : (word[2..equals], word[(equals + 1)..]);
    }

    static int IndexOf(IReadOnlyList<string> args, string word)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == word) return i;
        }
        return args.Count;
    }

    static string Names(string[] valued, string[] flags) => string.Join(", ", valued.Concat(flags).Select(name => "--" + name));
}
