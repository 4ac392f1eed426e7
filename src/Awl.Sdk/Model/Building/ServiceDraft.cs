namespace Awl.Model.Building;

/// <summary>A service between its JSON and its rows.</summary>
sealed record ServiceDraft(int Name, int CommandName, string SortKey, TraitDraft Traits, IReadOnlyList<OperationDraft> Operations, IReadOnlyList<ShapeDraft> Shapes);

/// <summary>An operation; its shapes are counted within the service, -1 for none.</summary>
sealed record OperationDraft(int Name, int RequestUri, int Method, OperationFlags Flags, int Input, int Output, TraitDraft Traits);

/// <summary>A shape of a service.</summary>
sealed record ShapeDraft(int Name, ShapeKind Kind, ShapeFlags Flags, IReadOnlyList<MemberDraft> Members, TraitDraft Traits);

/// <summary>A member; its shape is counted within the service.</summary>
sealed record MemberDraft(int Name, MemberFlags Flags, int Shape, TraitDraft Traits);
