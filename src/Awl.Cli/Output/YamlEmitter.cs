using System.Text;
using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary>Writes JSON as YAML in block style, byte for byte as libyaml under Python's ruamel.yaml does for AWS CLI.</summary>
/// <remarks>
/// Our own, since YamlDotNet folds long lines and quotes keys and strings otherwise. Source: YAML 1.2; libyaml emitter.c, for where
/// lines are folded and when a scalar needs quotes. Not done: AWS CLI prints a value that a query selects twice as an anchor and an alias.
/// </remarks>
/// <param name="output">Takes the text.</param>
/// <param name="tags">Values that are no plain JSON in AWS CLI.</param>
sealed class YamlEmitter(OutputBuffer output, YamlTags tags = YamlTags.None)
{
    const int IndentStep = 2;
    const int BestWidth = 80;

    /// <summary>A longer name cannot stand before a colon.</summary>
    const int MaxSimpleKeyBytes = 128;

    int _indent = -IndentStep;
    int _column;
    bool _isAfterSpace = true;      // the last character separates: no space is needed before the next word
    bool _isInIndentation = true;   // the line has nothing yet but spaces and the marks "-", "?" and ":"
    bool _isAtRoot = true;
    bool _isInToken;

    /// <summary>Writes a list or a structure.</summary>
    public void WriteDocument(JsonElement root)
    {
        WriteNode(root, isMember: false);
        EndLine();
    }

    /// <summary>Writes one item of a list at the left margin.</summary>
    public void WriteItem(JsonElement item)
    {
        _indent = 0;
        WriteListItem(item);
        EndLine();
    }

    void WriteNode(JsonElement value, bool isMember)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when IsOrdered(): WriteOrdered(value, isMember); break;
            case JsonValueKind.Object: WriteStructure(value); break;
            case JsonValueKind.Array: WriteList(value, isMember); break;
            default: WriteScalar(YamlScalar.Of(value), isKey: false); break;
        }
    }

    /// <summary>A list that is a member's value stands no deeper than the member.</summary>
    void WriteList(JsonElement list, bool isMember)
    {
        _isAtRoot = false;
        if (list.GetArrayLength() == 0)
        {
            Mark("[]", spaceBefore: true);
            return;
        }

        var outer = _indent;
        if (!isMember || _isInIndentation) _indent += IndentStep;
        foreach (var item in list.EnumerateArray()) WriteListItem(item);
        _indent = outer;
    }

    void WriteListItem(JsonElement item)
    {
        NewLine();
        Mark("-", spaceBefore: true, keepsIndentation: true);
        WriteNode(item, isMember: false);
    }

    /// <summary>Whether the structure is one of a template. The reply around it is none, and neither is what a query makes around it.</summary>
    bool IsOrdered()
    {
        var isRoot = _isAtRoot;
        _isAtRoot = false;
        return tags == YamlTags.OrderedStructures || (tags == YamlTags.OrderedStructuresInside && !isRoot);
    }

    /// <summary>A structure whose order counts: a list of single members.</summary>
    void WriteOrdered(JsonElement value, bool isMember)
    {
        Mark("!!omap", spaceBefore: true);
        if (value.GetPropertyCount() == 0)
        {
            Mark("[]", spaceBefore: true);
            return;
        }

        var outer = _indent;
        if (!isMember || _isInIndentation) _indent += IndentStep;
        foreach (var member in value.EnumerateObject())
        {
            NewLine();
            Mark("-", spaceBefore: true, keepsIndentation: true);
            _indent += IndentStep;
            WriteMember(member.Name, member.Value);
            _indent -= IndentStep;
        }
        _indent = outer;
    }

    void WriteStructure(JsonElement value)
    {
        if (value.GetPropertyCount() == 0)
        {
            Mark("{}", spaceBefore: true);
            return;
        }

        _indent += IndentStep;
        foreach (var member in SortedMembers.Of(value)) WriteMember(member.Name, member.Value);
        _indent -= IndentStep;
    }

    void WriteMember(string name, JsonElement value)
    {
        var key = YamlScalar.Of(name);
        NewLine();
        if (!key.IsMultiline && Encoding.UTF8.GetByteCount(name) <= MaxSimpleKeyBytes)
        {
            WriteScalar(key, isKey: true);
            Mark(":");
        }
        else
        {
            Mark("?", spaceBefore: true, keepsIndentation: true);
            WriteScalar(key, isKey: false);
            NewLine();
            Mark(":", spaceBefore: true, keepsIndentation: true);
        }
        if (_isInToken && name == "B" && value.ValueKind == JsonValueKind.String) WriteBinary(value.GetBytesFromBase64());
        else WriteMemberValue(name, value);
    }

    void WriteMemberValue(string name, JsonElement value)
    {
        var outer = _isInToken;
        _isInToken |= tags == YamlTags.BinaryTokens && name == "LastEvaluatedKey";
        WriteNode(value, isMember: true);
        _isInToken = outer;
    }

    /// <summary>Bytes as base64 in lines of 76 characters.</summary>
    void WriteBinary(byte[] bytes)
    {
        Mark("!!binary", spaceBefore: true);
        Mark("|", spaceBefore: true);
        _indent += IndentStep;
        foreach (var line in Convert.ToBase64String(bytes).Chunk(76))
        {
            NewLine();
            Mark(new string(line));
        }
        _indent -= IndentStep;
    }

    void WriteScalar(YamlScalar scalar, bool isKey)
    {
        _indent += IndentStep;
        switch (scalar.StyleAs(isKey))
        {
            case YamlStyle.Plain: WritePlain(scalar.Text, folds: !isKey); break;
            case YamlStyle.SingleQuoted: WriteSingleQuoted(scalar.Text, folds: !isKey); break;
            default: WriteDoubleQuoted(scalar.Text, folds: !isKey); break;
        }
        _indent -= IndentStep;
    }

    void WritePlain(string text, bool folds)
    {
        if (!_isAfterSpace) Put(' ');
        _isAfterSpace = _isInIndentation = false;

        var afterSpace = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != ' ')
            {
                PutRune(text, ref i);
                _isInIndentation = false;
            }
            else if (folds && !afterSpace && _column > BestWidth && text[i + 1] != ' ') NewLine();
            else Put(' ');
            afterSpace = text[i] == ' ';
        }
        _isAfterSpace = _isInIndentation = false;
    }

    void WriteSingleQuoted(string text, bool folds)
    {
        Mark("'", spaceBefore: true);
        bool afterSpace = false, afterBreak = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ')
            {
                var isInside = i > 0 && i < text.Length - 1 && text[i + 1] != ' ';
                if (folds && !afterSpace && _column > BestWidth && isInside) NewLine();
                else Put(' ');
                afterSpace = true;
            }
            else if (YamlScalar.IsBreak(text[i]))
            {
                if (!afterBreak && text[i] == '\n') Break('\n');
                Break(text[i]);
                _isInIndentation = afterBreak = true;
            }
            else
            {
                if (afterBreak) NewLine();
                if (text[i] == '\'') Put('\'');
                PutRune(text, ref i);
                _isInIndentation = afterSpace = afterBreak = false;
            }
        }
        if (afterBreak) NewLine();
        Mark("'");
    }

    void WriteDoubleQuoted(string text, bool folds)
    {
        Mark("\"", spaceBefore: true);
        var afterSpace = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ')
            {
                if (folds && !afterSpace && _column > BestWidth && i > 0 && i < text.Length - 1)
                {
                    NewLine();
                    if (text[i + 1] == ' ') Put('\\');
                }
                else Put(' ');
                afterSpace = true;
            }
            else
            {
                if (YamlScalar.NeedsEscape(text, i)) PutEscape(text, ref i);
                else PutRune(text, ref i);
                afterSpace = false;
            }
        }
        Mark("\"");
        _isAfterSpace = _isInIndentation = false;
    }

    void PutEscape(string text, ref int i)
    {
        Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
        i += length - 1;
        Put('\\');
        foreach (var c in YamlScalar.EscapeOf(rune.Value)) Put(c);
    }

    /// <summary>Goes to the indentation, on a new line unless this one has got no further than that.</summary>
    void NewLine()
    {
        var indent = Math.Max(_indent, 0);
        if (!_isInIndentation || _column > indent || (_column == indent && !_isAfterSpace)) Break('\n');
        while (_column < indent) Put(' ');
        _isAfterSpace = _isInIndentation = true;
    }

    void EndLine()
    {
        _indent = 0;
        NewLine();
    }

    void Mark(string mark, bool spaceBefore = false, bool keepsIndentation = false)
    {
        if (spaceBefore && !_isAfterSpace) Put(' ');
        foreach (var c in mark) Put(c);
        _isAfterSpace = false;
        _isInIndentation &= keepsIndentation;
    }

    void PutRune(string text, ref int i)
    {
        Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
        i += length - 1;
        output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
        _column++;
    }

    void Put(char ascii)
    {
        output.Write((byte)ascii);
        _column++;
    }

    /// <summary>Writes a line break; other characters than a line feed only where the text itself has them.</summary>
    void Break(char character)
    {
        if (character == '\n') output.Write((byte)'\n');
        else output.Write(character.ToString());
        _column = 0;
    }
}
