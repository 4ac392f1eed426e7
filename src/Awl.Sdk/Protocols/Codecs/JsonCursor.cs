using System.Buffers;
using System.Diagnostics;

namespace Awl.Protocols.Codecs;

/// <summary>A place in JSON that is known to be valid, so that moving on looks at the bytes that matter and at no others.</summary>
ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    static readonly SearchValues<byte> s_endsOfScalars = SearchValues.Create(",]} \t\r\n"u8);

    readonly ReadOnlySpan<byte> _json = json;

    /// <summary>Offset of the next byte.</summary>
    public int Position { readonly get; set; }

    /// <summary>The next byte that is no white space.</summary>
    public byte Peek()
    {
        while (_json[Position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') Position++;
        return _json[Position];
    }

    /// <summary>Goes into an object or a list.</summary>
    public void Enter()
    {
        Debug.Assert(Peek() is (byte)'{' or (byte)'[');
        Position++;
    }

    /// <summary>Goes to the next item of the object or list that it is in, or behind its end.</summary>
    public bool MoveNext()
    {
        var next = Peek();
        if (next == ',') { Position++; return true; }
        if (next is not ((byte)']' or (byte)'}')) return true;
        Position++;
        return false;
    }

    /// <summary>Takes a name and its colon; the name as it stands between the quotes.</summary>
    public ReadOnlySpan<byte> TakeName(out bool isEscaped)
    {
        Peek();
        var name = TakeString(out isEscaped);
        Peek();
        Position++;
        return name;
    }

    /// <summary>Takes a string, as it stands between the quotes.</summary>
    public ReadOnlySpan<byte> TakeString(out bool isEscaped)
    {
        Debug.Assert(_json[Position] == '"');
        var start = ++Position;
        isEscaped = false;
        while (true)
        {
            Position += _json[Position..].IndexOfAny((byte)'"', (byte)'\\');
            if (_json[Position] == '"') break;
            isEscaped = true;
            Position += 2;
        }
        return _json[start..Position++];
    }

    /// <summary>Takes a number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public ReadOnlySpan<byte> TakeLiteral()
    {
        var rest = _json[Position..];
        var length = rest.IndexOfAny(s_endsOfScalars);
        if (length < 0) length = rest.Length;
        Position += length;
        return rest[..length];
    }

    /// <summary>Takes a value of any kind without looking at it.</summary>
    public void Skip()
    {
        switch (Peek())
        {
            case (byte)'"': TakeString(out _); break;
            case (byte)'{' or (byte)'[': SkipContainer(); break;
            default: TakeLiteral(); break;
        }
    }

    /// <remarks>Byte by byte between the strings: there is so little between them that a vector search takes longer (measured).</remarks>
    void SkipContainer()
    {
        var depth = 0;
        do
        {
            switch (_json[Position])
            {
                case (byte)'"': TakeString(out _); break;
                case (byte)'{' or (byte)'[': depth++; Position++; break;
                case (byte)'}' or (byte)']': depth--; Position++; break;
                default: Position++; break;
            }
        }
        while (depth > 0);
    }
}
