using System.Buffers;
using System.Text;

namespace Awl.Cli.Output;

/// <summary>Collects UTF-8 text and hands it to a stream in large pieces.</summary>
sealed class OutputBuffer(Stream stream) : IBufferWriter<byte>
{
    const int PieceBytes = 64 * 1024;

    byte[] _bytes = new byte[PieceBytes];
    int _length;

    public void Write(ReadOnlySpan<byte> text)
    {
        if (text.Length > _bytes.Length - _length)
        {
            Flush();
            if (text.Length > _bytes.Length)
            {
                stream.Write(text);
                return;
            }
        }
        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
    }

    public void Write(byte character)
    {
        if (_length == _bytes.Length) Flush();
        _bytes[_length++] = character;
    }

    public void Write(string text) => Encoding.UTF8.GetBytes(text, this);

    /// <summary>Writes a character several times.</summary>
    public void Write(byte character, int count)
    {
        GetSpan(count)[..count].Fill(character);
        _length += count;
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        var size = Math.Max(sizeHint, 1);
        if (size > _bytes.Length - _length)
        {
            Flush();
            if (size > _bytes.Length) _bytes = new byte[size];
        }
        return _bytes.AsSpan(_length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        GetSpan(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public void Advance(int count) => _length += count;

    /// <summary>Hands over what is collected.</summary>
    public void Flush()
    {
        if (_length == 0) return;
        stream.Write(_bytes, 0, _length);
        stream.Flush();
        _length = 0;
    }
}
