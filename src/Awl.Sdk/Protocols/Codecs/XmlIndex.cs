using System.Buffers;
using System.Text.Unicode;

namespace Awl.Protocols.Codecs;

/// <summary>Where the elements of an XML document lie, in document order: so members can be taken in the model's order, not the wire's.</summary>
/// <remarks>
/// One pass finds all elements and whatever is malformed, so that nothing is written of a broken reply. An element is its place in the table: 0 is
/// the root, its first child is the next one, and <see cref="Next"/> leads to what follows its last descendant.
/// </remarks>
ref struct XmlIndex : IDisposable
{
    /// <summary>How deep elements may lie in each other.</summary>
    public const int MaxDepth = 256;

    readonly ReadOnlySpan<byte> _document;
    readonly ArrayBufferWriter<byte> _scratch = new();
    XmlElement[] _elements;

    /// <exception cref="MalformedResponseException">It is not well-formed XML.</exception>
    public XmlIndex(ReadOnlySpan<byte> document)
    {
        _document = document;
        _elements = ArrayPool<XmlElement>.Shared.Rent(Math.Max(16, document.Length / 32));
        try
        {
            Build();
        }
        catch (FormatException e)
        {
            Dispose();
            throw new MalformedResponseException($"Unable to parse response ({e.Message}), invalid XML received. Further retries may succeed.", e);
        }
    }

    /// <summary>Number of elements.</summary>
    public int Count { get; private set; }

    /// <summary>The name of an element, without its prefix.</summary>
    public readonly ReadOnlySpan<byte> Name(int element) => _document.Slice(_elements[element].Name, _elements[element].NameLength);

    /// <summary>The element behind an element and all that is in it. It is a sibling if it is before the <see cref="Next"/> of the parent.</summary>
    public readonly int Next(int element) => _elements[element].Next;

    /// <summary>The text of an element up to its first child; empty when it has none. Good until the next text or attribute is read.</summary>
    public readonly ReadOnlySpan<byte> Text(int element)
        => _elements[element].IsEmpty ? default : XmlText.Read(_document[_elements[element].Content..], _scratch);

    /// <summary>The first child of that name, or -1.</summary>
    public readonly int FindChild(int parent, ReadOnlySpan<byte> name)
    {
        for (var child = parent + 1; child < Next(parent); child = Next(child))
        {
            if (Name(child).SequenceEqual(name)) return child;
        }
        return -1;
    }

    /// <summary>Finds an attribute. One that is asked for with a prefix (<c>xsi:type</c>) has some prefix, whichever; one without has none.</summary>
    /// <remarks>Source: botocore parsers.py, BaseXMLResponseParser._handle_structure.</remarks>
    public readonly bool TryReadAttribute(int element, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var cursor = new XmlCursor(_document, _elements[element].Name + _elements[element].NameLength);
        while (cursor.ReadAttribute(out var found, out value))
        {
            if (!IsSameAttribute(found, name)) continue;
            value = XmlText.ReadAttribute(value, _scratch);
            return true;
        }
        return false;
    }

    public void Dispose()
    {
        if (_elements.Length > 0) ArrayPool<XmlElement>.Shared.Return(_elements);
        _elements = [];
    }

    static bool IsSameAttribute(ReadOnlySpan<byte> found, ReadOnlySpan<byte> wanted)
    {
        var colon = wanted.IndexOf((byte)':');
        if (colon < 0) return found.SequenceEqual(wanted);

        var foundColon = found.IndexOf((byte)':');
        return foundColon > 0 && !found[..foundColon].SequenceEqual("xmlns"u8) && found[foundColon..].SequenceEqual(wanted[colon..]);
    }

    void Build()
    {
        if (!Utf8.IsValid(_document)) throw new FormatException("not UTF-8");

        Span<int> open = stackalloc int[MaxDepth];
        var depth = 0;
        var cursor = new XmlCursor(_document, ContentStart);
        while (cursor.ReadTag(isInElement: depth > 0))
        {
            if (cursor.IsEnd) Close(open, ref depth, cursor);
            else Open(open, ref depth, cursor);
        }
        if (depth > 0) throw new FormatException("ends before its last element is closed");
        if (Count == 0) throw new FormatException("no element");
    }

    readonly int ContentStart => _document.StartsWith("\uFEFF"u8) ? 3 : 0;

    void Open(scoped Span<int> open, ref int depth, scoped in XmlCursor cursor)
    {
        if (depth == 0 && Count > 0) throw new FormatException("more than one root");
        if (Count == _elements.Length) Grow();

        var nameLength = cursor.NameEnd - cursor.Name;
        if (nameLength > ushort.MaxValue) throw new FormatException("a name is too long");
        _elements[Count] = new(cursor.Name, cursor.Position, Count + 1, (ushort)nameLength, cursor.IsEmpty);
        if (!cursor.IsEmpty)
        {
            if (depth == MaxDepth) throw new FormatException($"elements more than {MaxDepth} deep");
            open[depth++] = Count;
        }
        Count++;
    }

    readonly void Close(scoped Span<int> open, ref int depth, scoped in XmlCursor cursor)
    {
        if (depth == 0) throw new FormatException("an end without a start");

        ref var element = ref _elements[open[--depth]];
        if (!IsEndOf(element, cursor))
            throw new FormatException($"the element at byte {element.Name} is closed by another name");
        element = element with { Next = Count };
    }

    /// <summary>Whether an end tag has the name and prefix that the start tag had.</summary>
    readonly bool IsEndOf(XmlElement element, in XmlCursor end)
    {
        var start = element.Name - end.PrefixLength;
        return end.NameEnd - end.Name == element.NameLength
            && start > 0 && _document[start - 1] == '<'
            && _document[start..(element.Name + element.NameLength)].SequenceEqual(end.QualifiedName);
    }

    void Grow()
    {
        var larger = ArrayPool<XmlElement>.Shared.Rent(2 * _elements.Length);
        _elements.AsSpan(0, Count).CopyTo(larger);
        ArrayPool<XmlElement>.Shared.Return(_elements);
        _elements = larger;
    }
}

/// <summary>An element of an <see cref="XmlIndex"/>; 16 bytes.</summary>
/// <param name="Name">Offset of the name behind its prefix.</param>
/// <param name="Content">Offset behind the start tag.</param>
/// <param name="Next">Place in the table of what follows the last descendant.</param>
/// <param name="NameLength">In bytes.</param>
/// <param name="IsEmpty">It has no content and no end tag.</param>
readonly record struct XmlElement(int Name, int Content, int Next, ushort NameLength, bool IsEmpty);
