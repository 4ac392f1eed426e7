namespace Awl;

/// <summary>The debug log. Off, it costs one comparison: callers ask <see cref="IsOn"/> before they build a line.</summary>
/// <remarks>Lines must already be free of secrets: <see cref="Redaction"/> is for that.</remarks>
public sealed class Log(TextWriter? writer)
{
    /// <summary>A log that keeps nothing.</summary>
    public static Log Off { get; } = new(null);

    /// <summary>Whether lines are kept.</summary>
    public bool IsOn => writer is not null;

    /// <summary>Writes a line under the name of the part that speaks, such as <c>http</c> or <c>credentials</c>.</summary>
    public void Write(string part, string line)
    {
        if (writer is null) return;
        lock (writer) writer.WriteLine($"{part}: {line}");   // calls side by side share it
    }
}
