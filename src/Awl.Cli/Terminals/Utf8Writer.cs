using System.Text;

namespace Awl.Cli.Terminals;

/// <summary>Writes text as UTF-8 straight into a stream, and never flushes it by itself, as <see cref="StreamWriter"/> would.</summary>
sealed class Utf8Writer(Stream stream) : TextWriter
{
    readonly Encoder _encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetEncoder();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[512];
        while (!text.IsEmpty)
        {
            _encoder.Convert(text, bytes, flush: false, out var taken, out var written, out _);
            stream.Write(bytes[..written]);
            text = text[taken..];
        }
    }

    public override void Flush() => stream.Flush();
}
