using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>What a reader must know of a shape, taken out of the pack once per reply, because a reply may ask for it a hundred thousand times.</summary>
sealed class JsonPlan
{
    readonly Dictionary<int, JsonPlan> _plans;
    readonly Shape _shape;
    readonly bool _isBound;
    JsonPlanMember[]? _members;
    JsonPlan? _item;

    /// <summary>The index of the member that came first the last time.</summary>
    int _first;

    JsonPlan(Shape shape, Dictionary<int, JsonPlan> plans, bool isBound)
    {
        (_shape, _plans, _isBound) = (shape, plans, isBound);
        Kind = shape.Kind;
        IsDocument = shape.IsDocument;
        IsUnion = shape.IsUnion;
    }

    /// <summary>The plan of a shape, with all its members.</summary>
    public static JsonPlan Of(Shape shape) => new(shape, [], isBound: false);

    /// <summary>The plan of a structure whose own members, not those of structures in it, may travel outside of the body.</summary>
    public static JsonPlan OfBody(Shape shape) => new(shape, [], isBound: true);

    public ShapeKind Kind { get; }
    public bool IsDocument { get; }
    public bool IsUnion { get; }
    public string Name => _shape.Name;

    /// <summary>The members of a structure that are in the body.</summary>
    public JsonPlanMember[] Members => _members ??= ReadMembers();

    /// <summary>The elements of a list, the values of a map.</summary>
    public JsonPlan Item => _item ??= PlanOf(Kind == ShapeKind.Map ? _shape.Value.Shape : _shape.Element.Shape);

    /// <summary>The index of the member with that name on the wire, or -1.</summary>
    /// <param name="wireName">The name.</param>
    /// <param name="previous">The index of the member found before it, or -1. A service writes its structures always in the same order: the
    /// plan remembers what followed and looks there first.</param>
    public int Find(ReadOnlySpan<byte> wireName, int previous)
    {
        var members = Members;
        var guess = previous < 0 ? _first : members[previous].Next;
        if (guess < members.Length && wireName.SequenceEqual(members[guess].WireName)) return guess;

        for (var i = 0; i < members.Length; i++)
        {
            if (!wireName.SequenceEqual(members[i].WireName)) continue;
            if (previous < 0) _first = i;
            else members[previous].Next = i;
            return i;
        }
        return -1;
    }

    public JsonPlan PlanOf(Shape shape)
    {
        if (_plans.TryGetValue(shape.Index, out var plan)) return plan;
        return _plans[shape.Index] = new JsonPlan(shape, _plans, isBound: false);
    }

    JsonPlanMember[] ReadMembers()
    {
        var members = new List<JsonPlanMember>(_shape.Members.Count);
        foreach (var member in _shape.Members)
        {
            if (!_isBound || HttpBindingReader.IsInBody(member)) members.Add(new JsonPlanMember(this, member) { Next = members.Count + 1 });
        }
        return [.. members];
    }
}

/// <summary>A member of a structure in a plan.</summary>
sealed class JsonPlanMember(JsonPlan owner, Member member)
{
    JsonPlan? _plan;

    public byte[] Name { get; } = member.NameUtf8.ToArray();
    public byte[] WireName { get; } = member.WireName.ToArray();
    public JsonPlan Plan => _plan ??= owner.PlanOf(member.Shape);

    /// <summary>The index of the member that followed on the wire the last time.</summary>
    public int Next { get; set; }
}
