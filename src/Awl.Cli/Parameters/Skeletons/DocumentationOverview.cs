namespace Awl.Cli.Parameters.Skeletons;

/// <summary>The first sentence of a text of the models.</summary>
/// <remarks>
/// A sentence ends at the first point or colon, even within a number. Markup that is no XML stays as it is. Source: aws-cli v2, customizations/utils.py,
/// <c>get_shape_doc_overview</c>.
/// </remarks>
static class DocumentationOverview
{
    public static string Of(string documentation)
    {
        if (documentation.Length == 0) return "";
        var content = WithoutMarkup(documentation);
        var end = content.AsSpan().IndexOfAny('.', ':');
        var sentence = end < 0 ? content : content[..end];
        return sentence.Length == 0 ? "" : sentence.Replace('\n', ' ').Replace('\u2028', ' ') + ".";
    }

    static string WithoutMarkup(string documentation) => documentation.AsSpan().ContainsAny("<&\r") ? XmlText.Of(documentation) ?? documentation : documentation;
}
