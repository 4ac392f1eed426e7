namespace Awl.Config;

/// <summary>Walks the lines of a file. A line ends with LF, CR LF or CR.</summary>
ref struct IniLines(ReadOnlySpan<byte> bytes, int start = 0)
{
    readonly ReadOnlySpan<byte> _bytes = bytes;
    int _next = start;

    /// <summary>Where the line starts.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends, without its line end.</summary>
    public int End { get; private set; }

    /// <summary>The number of the line among those walked, from 1.</summary>
    public int Number { get; private set; }

    public readonly ReadOnlySpan<byte> Current => _bytes[Start..End];

    /// <summary>Where the next line starts.</summary>
    public readonly int Next => _next;

    public bool MoveNext()
    {
        if (_next >= _bytes.Length) return false;

        Start = _next;
        var length = _bytes[Start..].IndexOfAny((byte)'\n', (byte)'\r');
        End = length < 0 ? _bytes.Length : Start + length;
        _next = Math.Min(End + 1, _bytes.Length);
        if (_next < _bytes.Length && _bytes[End] == '\r' && _bytes[_next] == '\n') _next++;
        Number++;
        return true;
    }
}
