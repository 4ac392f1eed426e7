using System.Text;
using System.Xml;
using System.Xml.Linq;
using Awl.Protocols.Codecs;
using CsCheck;

namespace Awl.Tests.Protocols.Codecs;

/// <summary>Our reading of XML against .NET's.</summary>
public sealed class XmlIndexTests
{
    static readonly Gen<string> s_name = OneOf("a", "b", "item", "Name_1", "x-y.z", "été", "p:a", "p:item");

    static readonly Gen<string> s_text = OneOf(
        "", " ", "text", "\r\n", "\r", "\n\t", "&lt;", "&amp;&gt;", "&quot;&apos;", "&#65;", "&#x1F600;", "&#xD;", "<!-- c -->", "<!---->", "<?pi data?>", "<![CDATA[<a>&]]>",
        "<![CDATA[\r\n]]>", "<![CDATA[]]>", "é😀", "] ", "'\"", "&#10;", ">");

    static readonly Gen<string> s_attribute = Gen.Select(
        OneOf("id", "p:type", "_x"),
        OneOf("", "v", "a b", "\r\n", "\t", "&lt;&amp;", "&#10;", "é", ">", "/>", "="),
        OneOf("\"", "'"),
        OneOf("=", " = ", "=\n"),
        (name, value, quote, equals) => $" {name}{equals}{quote}{value}{quote}");

    static readonly Gen<string> s_element = Gen.Recursive<string>((depth, inner) =>
    {
        var content = depth > 4 ? s_text.Array[0, 3] : Gen.OneOf(s_text, s_text, inner).Array[0, 5];
        return Gen.Select(s_name, s_attribute.Array[0, 2], content, OneOf("", " ", "\n"), (name, attributes, parts, space) =>
        {
            var start = $"<{name}{string.Concat(attributes.DistinctBy(attribute => attribute[..3]))}{space}";
            return parts.Length == 0 ? start + "/>" : $"{start}>{string.Concat(parts)}</{name}{space}>";
        });
    });

    /// <summary>A root that declares the prefix, between what may stand around it.</summary>
    static readonly Gen<string> s_document = Gen.Select(
        OneOf("", "\uFEFF", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n", "<!-- c -->\n", "\n"),
        s_element.Array[0, 4],
        OneOf("", "\n", "<!-- end -->", "<?pi?>"),
        (before, elements, after) => $"{before}<root xmlns:p='urn:p'>{string.Concat(elements)}</root>{after}");

    [Fact]
    public void Documents_read_as_XmlReader_reads_them()
        => s_document.Sample(document => Assert.Equal(Theirs(Encoding.UTF8.GetBytes(document)), Ours(Encoding.UTF8.GetBytes(document))), iter: 5000, threads: 1);

    [Fact]
    public void What_XmlReader_accepts_of_damaged_documents_reads_the_same_and_the_rest_is_malformed_or_goes_unseen()
    {
        var damage = Gen.Select(Gen.Double[0, 1], Gen.OneOf(Gen.Byte, OneOf("<>/&;!?-[]= '\":ap#x"u8.ToArray())), Gen.Int[0, 2]).Array[1, 3];
        Gen.Select(s_document, damage).Sample((document, places) =>
        {
            var bytes = Encoding.UTF8.GetBytes(document);
            foreach (var (place, value, how) in places) bytes = Damage(bytes, (int)(place * bytes.Length), value, how);
            var ours = Ours(bytes);
            // XmlReader does not mind a last character that is cut off.
            if (System.Text.Unicode.Utf8.IsValid(bytes) && Theirs(bytes) is { } theirs) Assert.Equal(theirs, ours);
        }, iter: 20000, threads: 1);
    }

    [Fact]
    public void Bytes_of_any_kind_are_read_or_malformed() => Gen.Byte.Array[0, 60].Sample(bytes => { Ours([.. "<a>"u8, .. bytes]); Ours(bytes); }, iter: 20000, threads: 1);

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("<p:a></a>")]
    [InlineData("<a></p:a>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a/>text")]
    [InlineData("text<a/>")]
    [InlineData("</a>")]
    [InlineData("<a b/>")]
    [InlineData("<a b=c/>")]
    [InlineData("<a b='c/>")]
    [InlineData("<a b='c'd='e'/>")]
    [InlineData("<a>&nbsp;</a>")]
    [InlineData("<a>&</a>")]
    [InlineData("<a>&#0;</a>")]
    [InlineData("<a>&#xD800;</a>")]
    [InlineData("<a>&#99999999999;</a>")]
    [InlineData("<a><!-- </a>")]
    [InlineData("<a><![CDATA[ </a>")]
    [InlineData("<1a/>")]
    [InlineData("< a/>")]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")]
    public void Malformed_documents_are_refused(string document) => Assert.Null(Ours(Encoding.UTF8.GetBytes(document)));

    [Fact]
    public void What_is_nested_too_deep_is_refused()
    {
        Assert.NotNull(Ours(Nested(XmlIndex.MaxDepth)));
        Assert.Null(Ours(Nested(XmlIndex.MaxDepth + 1)));
        Assert.Null(Ours(Nested(1_000_000)));
    }

    [Fact]
    public void An_attribute_with_a_prefix_is_found_under_any_prefix()
    {
        using var index = new XmlIndex("<a x:type='1' type='2' xmlns:type='3'/>"u8);
        Assert.True(index.TryReadAttribute(0, "xsi:type"u8, out var prefixed));
        Assert.True(prefixed.SequenceEqual("1"u8));
        Assert.True(index.TryReadAttribute(0, "type"u8, out var plain));
        Assert.True(plain.SequenceEqual("2"u8));
        Assert.False(index.TryReadAttribute(0, "other"u8, out _));
    }

    static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth)));

    static byte[] Damage(byte[] bytes, int at, byte value, int how) => how switch
    {
        _ when bytes.Length == 0 => [value],
        0 => [.. bytes[..at], value, .. bytes[Math.Min(at + 1, bytes.Length)..]],
        1 => [.. bytes[..at], value, .. bytes[at..]],
        _ => [.. bytes[..at], .. bytes[Math.Min(at + 1 + value % 8, bytes.Length)..]],
    };

    /// <summary>Elements with attributes and text in one line; null when malformed.</summary>
    static string? Ours(byte[] document)
    {
        try
        {
            using var index = new XmlIndex(document);
            var text = new StringBuilder();
            Describe(index, 0, text);
            return text.ToString();
        }
        catch (MalformedResponseException)
        {
            return null;
        }
    }

    static void Describe(XmlIndex index, int element, StringBuilder text)
    {
        text.Append('<').Append(Encoding.UTF8.GetString(index.Name(element)));
        foreach (var name in new[] { "id", "any:type", "_x" })
        {
            if (index.TryReadAttribute(element, Encoding.UTF8.GetBytes(name), out var value)) text.Append($" {name}={Encoding.UTF8.GetString(value)}|");
        }
        text.Append('>').Append(Encoding.UTF8.GetString(index.Text(element)));
        for (var child = element + 1; child < index.Next(element); child = index.Next(child)) Describe(index, child, text);
        text.Append("</>");
    }

    static string? Theirs(byte[] document)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var text = new StringBuilder();
            Describe(XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!, text);
            return text.ToString();
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return null;
        }
    }

    static void Describe(XElement element, StringBuilder text)
    {
        text.Append('<').Append(element.Name.LocalName);
        foreach (var (name, attribute) in new[] { ("id", element.Attribute("id")), ("any:type", element.Attributes().FirstOrDefault(IsType)), ("_x", element.Attribute("_x")) })
        {
            if (attribute is not null) text.Append($" {name}={attribute.Value}|");
        }
        text.Append('>').Append(string.Concat(element.Nodes().TakeWhile(node => node is not XElement).OfType<XText>().Select(node => node.Value)));
        foreach (var child in element.Elements()) Describe(child, text);
        text.Append("</>");
    }

    static bool IsType(XAttribute attribute) => attribute.Name.LocalName == "type" && attribute.Name.Namespace != XNamespace.None && !attribute.IsNamespaceDeclaration;
}
