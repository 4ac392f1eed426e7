using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>The shapes that one reply uses, each made once.</summary>
sealed class XmlShapes(XmlJsonText jsonText)
{
    readonly Dictionary<Shape, XmlShape> _shapes = [];

    public XmlShape Get(Shape shape)
    {
        if (!_shapes.TryGetValue(shape, out var made)) _shapes.Add(shape, made = new(shape, this));
        return made;
    }

    public bool IsJsonText(Member member) => member.Shape.Kind == ShapeKind.String && jsonText switch
    {
        XmlJsonText.Policies => member.Shape.Name == "policyDocumentType",
        XmlJsonText.TemplateBody => member.NameUtf8.SequenceEqual("TemplateBody"u8),
        _ => false,
    };
}

/// <summary>Which texts of a reply are JSON that AWS CLI shows as JSON.</summary>
/// <remarks>Source: botocore handlers.py, json_decode_policies and json_decode_template_body.</remarks>
enum XmlJsonText
{
    None,

    /// <summary>IAM: policy documents, percent-encoded.</summary>
    Policies,

    /// <summary>CloudFormation's GetTemplate: the template, when it is JSON.</summary>
    TemplateBody,
}
