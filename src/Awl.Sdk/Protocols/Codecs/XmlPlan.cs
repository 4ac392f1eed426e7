using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>What a reader must know of a shape, taken out of the pack once per reply: a reply may ask for it a hundred thousand times.</summary>
sealed class XmlPlan
{
    readonly Dictionary<Shape, XmlPlan> _plans;
    readonly XmlJsonText _jsonText;
    readonly Shape _shape;
    XmlPlanMember[]? _members;

    XmlPlan(Shape shape, Dictionary<Shape, XmlPlan> plans, XmlJsonText jsonText)
    {
        (_shape, _plans, _jsonText) = (shape, plans, jsonText);
        Kind = shape.Kind;
        IsUnion = shape.IsUnion;
    }

    /// <summary>The plan of the shape that a body has.</summary>
    public static XmlPlan Of(Shape shape, XmlJsonText jsonText = XmlJsonText.None) => new(shape, [], jsonText);

    public ShapeKind Kind { get; }
    public bool IsUnion { get; }

    /// <summary>The members of a structure, in the model's order; the element of a list; key and value of a map.</summary>
    public XmlPlanMember[] Members => _members ??= ReadMembers();

    /// <summary>The index of the first member that an element of that name belongs to, or -1. See <see cref="XmlPlanMember.IsNotAlone"/>.</summary>
    /// <param name="wireName">The name.</param>
    /// <param name="previous">The index of the member found before it, or -1. A service writes its structures always in the same order: the
    /// plan remembers what followed and looks there first.</param>
    public int Find(ReadOnlySpan<byte> wireName, int previous)
    {
        var members = Members;
        var guess = previous < 0 ? 0 : members[previous].Next;
        if (guess < members.Length && IsNamed(members[guess], wireName)) return guess;

        for (var i = 0; i < members.Length; i++)
        {
            if (!IsNamed(members[i], wireName)) continue;
            if (previous >= 0) members[previous].Next = i;
            return i;
        }
        return -1;
    }

    public XmlPlan PlanOf(Shape shape)
    {
        if (!_plans.TryGetValue(shape, out var plan)) _plans.Add(shape, plan = new(shape, _plans, _jsonText));
        return plan;
    }

    static bool IsNamed(XmlPlanMember member, ReadOnlySpan<byte> wireName) => member.IsInBody && wireName.SequenceEqual(member.WireName);

    XmlPlanMember[] ReadMembers()
    {
        var members = new XmlPlanMember[_shape.Members.Count];
        for (var i = 0; i < members.Length; i++)
        {
            var member = _shape.Members[i];
            members[i] = new(this, member, DefaultName(member, i), _jsonText) { Next = i + 1 };
            if (Kind == ShapeKind.Structure) MarkSameName(members, i);
        }
        return members;
    }

    ReadOnlySpan<byte> DefaultName(Member member, int index) => Kind == ShapeKind.Map ? (index == 0 ? "key"u8 : "value"u8) : member.NameUtf8;

    static void MarkSameName(XmlPlanMember[] members, int added)
    {
        for (var i = 0; i < added; i++) members[i].IsNotAlone |= IsNamed(members[i], members[added].WireName);
    }
}

/// <summary>A member in a plan.</summary>
sealed class XmlPlanMember
{
    readonly XmlPlan _owner;
    readonly Member _member;
    XmlPlan? _plan;

    public XmlPlanMember(XmlPlan owner, Member member, ReadOnlySpan<byte> defaultName, XmlJsonText jsonText)
    {
        (_owner, _member) = (owner, member);
        Name = member.NameUtf8.ToArray();
        WireName = XmlNames.OfReplyMember(member, defaultName).ToArray();
        IsInBody = HttpBindingReader.IsInBody(member) && !member.IsEventHeader;
        IsAttribute = member.IsXmlAttribute;
        IsFlattened = XmlNames.IsFlattened(member);
        JsonText = IsJson(member, jsonText) ? jsonText : XmlJsonText.None;
    }

    /// <summary>Its name in the JSON.</summary>
    public byte[] Name { get; }

    /// <summary>The name of its element or attribute.</summary>
    public byte[] WireName { get; }

    public bool IsInBody { get; }
    public bool IsAttribute { get; }
    public bool IsFlattened { get; }

    /// <summary>Whether its text is JSON that AWS CLI shows as such.</summary>
    public XmlJsonText JsonText { get; }

    /// <summary>Its type.</summary>
    public XmlPlan Plan => _plan ??= _owner.PlanOf(_member.Shape);

    /// <summary>The index of the member that followed on the wire the last time.</summary>
    public int Next { get; set; }

    /// <summary>A later member has the same element: S3's old notifications have <c>Event</c> as text and as list.</summary>
    public bool IsNotAlone { get; set; }

    static bool IsJson(Member member, XmlJsonText jsonText) => member.Shape.Kind == ShapeKind.String && jsonText switch
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
