namespace Awl.Cli.Terminals;

/// <summary>The screen and the pipes: what the program reads from and writes to. Tests replace it; nothing else talks to the console.</summary>
abstract class Terminal : IDisposable
{
    /// <summary>Standard input as bytes.</summary>
    public abstract Stream Input { get; }

    /// <summary>Standard output as bytes, buffered. <see cref="Flush"/> sends what is left.</summary>
    /// <remarks>Writing throws <see cref="OutputClosedException"/> once nobody reads any more.</remarks>
    public Stream Output => field ??= new BufferedOutput(OpenOutput());

    /// <summary>Standard output as UTF-8 text, over the same buffer.</summary>
    public TextWriter Out => field ??= new Utf8Writer(Output) { NewLine = "\n" };

    /// <summary>Standard error as bytes, sent as they are written.</summary>
    public Stream ErrorOutput => field ??= OpenError();

    /// <summary>Standard error as UTF-8 text, sent as it is written.</summary>
    public TextWriter Error => field ??= new Utf8Writer(ErrorOutput) { NewLine = "\n" };

    /// <summary>Whether a person reads standard output.</summary>
    public abstract bool OutputIsScreen { get; }

    /// <summary>Whether a person reads standard error.</summary>
    public abstract bool ErrorIsScreen { get; }

    /// <summary>Whether a person types standard input.</summary>
    public abstract bool InputIsKeyboard { get; }

    /// <summary>The width of the screen in columns; 80 where there is none.</summary>
    public abstract int Width { get; }

    /// <summary>Sends what stands in the buffer of standard output.</summary>
    public void Flush() => Output.Flush();

    public virtual void Dispose() { }

    /// <summary>Standard output without a buffer.</summary>
    protected abstract Stream OpenOutput();

    /// <summary>Standard error without a buffer.</summary>
    protected abstract Stream OpenError();
}
