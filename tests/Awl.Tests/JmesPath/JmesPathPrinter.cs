using System.Text.Json;
using Awl.JmesPath;

namespace Awl.Tests.JmesPath;

/// <summary>Prints a tree as an expression with all its parentheses; the inverse of the parser.</summary>
static class JmesPathPrinter
{
    public static string Print(Node node) => node switch
    {
        Node.Literal literal => $"`{Json(literal.Value).Replace("`", "\\`", StringComparison.Ordinal)}`",
        Node.Field or Node.Call or Node.List or Node.Hash => Word(node),
        Node.Chain chain => $"({Print(chain.First)} | {Print(chain.Second)})",
        Node.Or or => $"({Print(or.Left)} || {Print(or.Right)})",
        Node.And and => $"({Print(and.Left)} && {Print(and.Right)})",
        Node.Not not => $"!({Print(not.Operand)})",
        Node.Compare compare => $"({Print(compare.Left)} {Sign(compare.Comparator)} {Print(compare.Right)})",
        Node.Reference reference => $"&({Print(reference.Body)})",
        _ when ReferenceEquals(node, Node.Current) => "@",
        _ => $"({Suffix(node, of => $"({Print(of)})")})",
    };

    /// <summary>What stands after a projection: a row of dots and brackets, in which no parentheses may be.</summary>
    static string Rest(Node node) => node switch
    {
        Node.Field or Node.Call or Node.List or Node.Hash => $".{Word(node)}",
        Node.Chain chain => Rest(chain.First) + Rest(chain.Second),
        _ when ReferenceEquals(node, Node.Current) => "",
        _ => Suffix(node, Rest),
    };

    static string Word(Node node) => node switch
    {
        Node.Field field => JsonSerializer.Serialize(field.Name),
        Node.Call call => $"{call.Name}({string.Join(", ", call.Arguments.Select(Print))})",
        Node.List list => $"[{string.Join(", ", list.Items.Select(Print))}]",
        Node.Hash hash => $"{{{string.Join(", ", hash.Keys.Zip(hash.Values, (key, value) => $"{JsonSerializer.Serialize(key)}: {Print(value)}"))}}}",
        _ => throw new ArgumentException(node.GetType().Name),
    };

    /// <remarks>A slice of an index or of a slice is no projection by itself: one around it is that of a <c>[*]</c>.</remarks>
    static string Suffix(Node node, Func<Node, string> of) => node switch
    {
        Node.Index index => $"{of(index.Of)}[{index.Position}]",
        Node.Slice slice => $"{of(slice.Of)}[{slice.Start}:{slice.Stop}:{slice.Step}]",
        Node.Projection { Of: Node.Slice { Of: not (Node.Index or Node.Slice) } slice } projection => Suffix(slice, of) + Rest(projection.Each),
        Node.Projection { Of: Node.Flatten flatten } projection => $"{of(flatten.Of)}[]{Rest(projection.Each)}",
        Node.Projection projection => $"{of(projection.Of)}[*]{Rest(projection.Each)}",
        Node.ValueProjection projection => $"{of(projection.Of)}.*{Rest(projection.Each)}",
        Node.FilterProjection filter => $"{of(filter.Of)}[?{Print(filter.Condition)}]{Rest(filter.Each)}",
        _ => throw new ArgumentException(node.GetType().Name),
    };

    static string Json(JmesValue value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) JmesWriter.Write(writer, value);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    static string Sign(TokenKind comparator) => comparator switch
    {
        TokenKind.Eq => "==",
        TokenKind.Ne => "!=",
        TokenKind.Lt => "<",
        TokenKind.Lte => "<=",
        TokenKind.Gt => ">",
        _ => ">=",
    };
}
