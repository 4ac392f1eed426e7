using System.Text;
using Awl.Cli.Terminals;

namespace Awl.Tests.Terminals;

/// <summary>Pipes in memory. Nobody watches, unless the test says so.</summary>
sealed class FakeTerminal(byte[]? input = null) : Terminal
{
    readonly MemoryStream _output = new();
    readonly MemoryStream _error = new();
    MemoryStream _paged = new();

    /// <summary>How many bytes of output are taken before the reader goes away.</summary>
    public long MostOutputBytes { get; init; } = long.MaxValue;

    public string OutputText => Encoding.UTF8.GetString(_output.ToArray());
    public byte[] OutputBytes => _output.ToArray();
    public string PagedText => Encoding.UTF8.GetString(_paged.ToArray());

    /// <summary>The pager that was opened last, or null.</summary>
    public PagerCommand? PagerCommand { get; set; }

    /// <summary>Whether pagers run, instead of <see cref="PagedText"/> keeping what they get.</summary>
    public bool StartsPagers { get; init; }

    public string ErrorText => Encoding.UTF8.GetString(_error.ToArray());

    public override Stream Input => field ??= new MemoryStream(Answers is null ? input ?? [] : Encoding.UTF8.GetBytes(Answers(OutputText)), writable: false);

    /// <summary>Makes the input out of what has been printed when it is first read.</summary>
    public Func<string, string>? Answers { get; init; }

    public override bool OutputIsScreen => IsScreen;
    public override bool ErrorIsScreen => IsScreen;
    public override bool InputIsKeyboard => IsScreen;
    public override int Width => Columns;

    public bool IsScreen { get; init; }
    public int Columns { get; init; } = 80;

    /// <summary>The program that the terminal was handed to, and its arguments.</summary>
    public IReadOnlyList<string>? HandedTo { get; private set; }

    /// <summary>The keys that will be pressed.</summary>
    public Queue<ConsoleKeyInfo> Keys { get; } = [];

    public override Keyboard OpenKeyboard() => new FakeKeyboard(Keys);

    public override int HandOver(string path, IReadOnlyList<string> args)
    {
        HandedTo = [Path.GetFileName(path), .. args];
        return 0;
    }

    protected override Stream OpenOutput() => new LimitedStream(_output, MostOutputBytes);
    protected override Stream OpenError() => _error;

    protected override Stream MakePager(PagerCommand command)
    {
        PagerCommand = command;
        return StartsPagers ? base.MakePager(command) : _paged = new();
    }

    sealed class FakeKeyboard(Queue<ConsoleKeyInfo> keys) : Keyboard
    {
        public override ConsoleKeyInfo ReadKey() => keys.Dequeue();
    }

    /// <summary>A pipe whose reader takes so many bytes and closes it.</summary>
    sealed class LimitedStream(MemoryStream inner, long mostBytes) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => inner.Length;
        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> bytes)
        {
            if (inner.Length + bytes.Length > mostBytes) throw new OutputClosedException();
            inner.Write(bytes);
        }
    }
}
