using System.Buffers;
using System.Text;

namespace Awl.Signing;

/// <summary>A text in UTF-8 that grows while it is written: the canonical request and the texts around it.</summary>
/// <remarks>Starts in memory of the caller, usually the stack, and rents more when that is full. Dispose gives it back.</remarks>
ref struct Utf8Text(Span<byte> start)
{
    Span<byte> _buffer = start;
    byte[]? _rented;
    int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public void Append(byte value)
    {
        Reserve(1)[0] = value;
        _length++;
    }

    public void Append(scoped ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        _length += utf8.Length;
    }

    /// <summary>Half a surrogate pair becomes the replacement character, as it does on the wire.</summary>
    public void Append(scoped ReadOnlySpan<char> text) => _length += Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length)));

    /// <summary>Starts over in the same memory.</summary>
    public void Clear() => _length = 0;

    public void AppendHex(scoped ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexStringLower(bytes, Reserve(2 * bytes.Length), out var written);
        _length += written;
    }

    public void Dispose()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        this = default;
    }

    Span<byte> Reserve(int size)
    {
        if (_buffer.Length - _length < size) Grow(size);
        return _buffer[_length..];
    }

    void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _buffer.Length, _length + size));
        Written.CopyTo(larger);
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _buffer = _rented = larger;
    }
}
