using System.Text;

namespace Awl.Cli.Terminals;

/// <summary>The screen and the pipes: what the program reads from and writes to. Tests replace it; nothing else talks to the console.</summary>
abstract class Terminal : IDisposable
{
    Stream? _pager;

    /// <summary>The name under which the program was started: <c>awl</c>, or that of a link to it.</summary>
    public virtual string ProgramName => "awl";

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

    /// <summary>Whether a table in colour has been asked for: then <see cref="EndColours"/> sets the screen's own again.</summary>
    public bool IsColoured { get; set; }

    /// <summary>Sends what stands in the buffer of standard output.</summary>
    public void Flush() => Output.Flush();

    /// <summary>Asks on standard output and reads the answer, a line of standard input.</summary>
    /// <exception cref="InputEndedException">There is no line left.</exception>
    public Task<string> PromptAsync(string question, CancellationToken cancellationToken)
    {
        Out.Write(question);
        Flush();
        return OnTheSide(() => ReadLine(Input), cancellationToken);
    }

    /// <summary>Asks for a secret: on the process's terminal and unseen; where there is none, on standard error and standard input.</summary>
    /// <exception cref="InputEndedException">There is no line left.</exception>
    public Task<string> PromptHiddenAsync(string question, CancellationToken cancellationToken)
    {
        Flush();
        return OnTheSide(() => AskHidden(question), cancellationToken);
    }

    /// <summary>Asks for a secret on the process's terminal alone; null where there is none, for standard input may hold anything.</summary>
    public async Task<string?> TryPromptHiddenAsync(string question, CancellationToken cancellationToken)
        => CanHide ? await PromptHiddenAsync(question, cancellationToken) : null;

    /// <summary>Whether a secret can be asked for unseen.</summary>
    protected virtual bool CanHide => InputIsKeyboard;

    /// <summary>Gives the terminal to another program, in this one's place where the system can do that.</summary>
    /// <returns>Its exit code, where this process lives on.</returns>
    /// <exception cref="LocalFileException">It cannot be started.</exception>
    public abstract int HandOver(string path, IReadOnlyList<string> args);

    /// <summary>Takes the keys of the keyboard, one by one.</summary>
    public abstract Keyboard OpenKeyboard();

    /// <summary>A pager to write to instead of <see cref="Output"/>, unbuffered. <see cref="EndOutput"/> waits for it.</summary>
    public Stream OpenPager(PagerCommand command) => _pager = MakePager(command);

    /// <summary>As <see cref="OpenPager"/>, for text. The caller flushes.</summary>
    public TextWriter OpenPagerWriter(PagerCommand command) => new Utf8Writer(new BufferedOutput(OpenPager(command))) { NewLine = "\n" };

    /// <summary>Sends what is left, and waits until the reader is done with the pager.</summary>
    public void EndOutput()
    {
        Flush();
        EndPaging();
    }

    /// <summary>Waits until the reader is done with the pager.</summary>
    public void EndPaging()
    {
        var pager = _pager;
        _pager = null;
        pager?.Dispose();
    }

    /// <summary>The last thing that a program does that has shown colours: it sets those of the screen again.</summary>
    /// <remarks>Source: colorama, which AWS CLI uses: <c>reset_all</c> at exit, whether or not anything was coloured.</remarks>
    public void EndColours()
    {
        if (!IsColoured || !OutputIsScreen) return;
        Out.Write("\e[0m");
        Flush();
    }

    /// <summary>Waits for a key, which is not shown.</summary>
    public Task<ConsoleKey> ReadKeyAsync(CancellationToken cancellationToken)
    {
        Flush();
        return OnTheSide(ReadKey, cancellationToken);
    }

    public virtual void Dispose() { }

    /// <summary>Asks and waits, without showing the answer where that can be done.</summary>
    protected virtual string AskHidden(string question)
    {
        Error.Write(question);
        return ReadLine(Input);
    }

    /// <summary>The next line as text, without its end. Not a byte more is read: it belongs to whoever reads next.</summary>
    /// <exception cref="InputEndedException">There is none.</exception>
    public static string ReadLine(Stream input)
    {
        var line = new List<byte>();
        int next;
        while ((next = input.ReadByte()) is >= 0 and not '\n') line.Add((byte)next);
        if (next < 0 && line.Count == 0) throw new InputEndedException();
        if (line is [.., (byte)'\r']) line.RemoveAt(line.Count - 1);
        return Encoding.UTF8.GetString([.. line]);
    }

    /// <summary>A read from a keyboard cannot be stopped; the wait for it can.</summary>
    static Task<T> OnTheSide<T>(Func<T> read, CancellationToken cancellationToken)
        => Task.Run(read, CancellationToken.None).WaitAsync(cancellationToken);

    /// <summary>A pager that is not started yet.</summary>
    protected virtual Stream MakePager(PagerCommand command) => new Pager(command);

    /// <summary>The next key; where there is no keyboard, none comes.</summary>
    protected virtual ConsoleKey ReadKey() => throw new InputEndedException();

    /// <summary>Standard output without a buffer.</summary>
    protected abstract Stream OpenOutput();

    /// <summary>Standard error without a buffer.</summary>
    protected abstract Stream OpenError();
}
