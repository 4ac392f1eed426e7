namespace Awl.Protocols.Codecs;

/// <summary>A place in the text of a timestamp.</summary>
ref struct TimestampCursor(ReadOnlySpan<byte> text)
{
    ReadOnlySpan<byte> _rest = text;

    public readonly bool AtEnd => _rest.IsEmpty;

    public readonly bool AtDigit => !_rest.IsEmpty && char.IsAsciiDigit((char)_rest[0]);

    /// <summary>Takes the byte if it is next.</summary>
    public bool Take(byte expected)
    {
        if (_rest.IsEmpty || _rest[0] != expected) return false;
        _rest = _rest[1..];
        return true;
    }

    /// <summary>Takes the word if it is next, in any case.</summary>
    public bool TakeWord(ReadOnlySpan<byte> word)
    {
        if (_rest.Length < word.Length || !System.Text.Ascii.EqualsIgnoreCase(_rest[..word.Length], word)) return false;
        _rest = _rest[word.Length..];
        return true;
    }

    /// <summary>Takes letters and hands them out.</summary>
    public ReadOnlySpan<byte> TakeLetters()
    {
        var length = 0;
        while (length < _rest.Length && char.IsAsciiLetter((char)_rest[length])) length++;
        var letters = _rest[..length];
        _rest = _rest[length..];
        return letters;
    }

    /// <summary>Takes a number of at least and at most so many digits.</summary>
    public bool TakeNumber(int minDigits, int maxDigits, out int value)
    {
        value = 0;
        var length = 0;
        while (length < maxDigits && length < _rest.Length && char.IsAsciiDigit((char)_rest[length])) value = 10 * value + _rest[length++] - '0';
        _rest = _rest[length..];
        return length >= minDigits;
    }

    /// <summary>Takes the digits of a fraction of a second; those beyond the microsecond are cut off.</summary>
    public bool TakeFraction(out int microseconds)
    {
        var start = _rest.Length;
        if (!TakeNumber(1, 6, out microseconds)) return false;
        for (var digits = start - _rest.Length; digits < 6; digits++) microseconds *= 10;
        while (AtDigit) _rest = _rest[1..];
        return true;
    }
}
