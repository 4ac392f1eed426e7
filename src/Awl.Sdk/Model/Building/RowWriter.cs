using static Awl.Model.PackLayout;

namespace Awl.Model.Building;

/// <summary>Writes the rows of services; the layouts are in <see cref="PackLayout"/>.</summary>
sealed class RowWriter
{
    readonly StringTable _strings;
    int _operations;
    int _shapes = 1;
    int _members = 1;

    public RowWriter(StringTable strings)
    {
        _strings = strings;
        Shapes.Bytes(new byte[ShapeRowSize]);
        Members.Bytes(new byte[MemberRowSize]);
    }

    public ByteWriter Operations { get; } = new();

    public ByteWriter Shapes { get; } = new();

    public ByteWriter Members { get; } = new();

    public TraitTable Traits { get; } = new();

    public void Write(ServiceDraft service, ByteWriter services)
    {
        services.UInt24(_strings.Reference(service.Name));
        services.UInt24(_strings.Reference(service.CommandName));
        services.UInt24(_operations);
        services.UInt16(service.Operations.Count);
        services.UInt24(_shapes);
        services.UInt24(service.Shapes.Count);
        services.UInt24(Traits.Add(service.Traits));

        foreach (var operation in service.Operations) WriteOperation(operation);
        foreach (var shape in service.Shapes) WriteShape(shape);
        _operations += service.Operations.Count;
        _shapes += service.Shapes.Count;
    }

    void WriteOperation(OperationDraft operation)
    {
        Operations.UInt24(_strings.Reference(operation.Name));
        Operations.UInt24(_strings.Reference(operation.RequestUri));
        Operations.UInt24(RowOf(operation.Input));
        Operations.UInt24(RowOf(operation.Output));
        Operations.UInt8(operation.Method);
        Operations.UInt8((byte)operation.Flags);
        Operations.UInt24(Traits.Add(operation.Traits));
    }

    void WriteShape(ShapeDraft shape)
    {
        Shapes.UInt16((ushort)shape.Kind | (ushort)shape.Flags);
        Shapes.UInt16(shape.Members.Count);
        Shapes.UInt24(shape.Members.Count == 0 ? 0 : _members);
        Shapes.UInt24(_strings.Reference(shape.Name));
        Shapes.UInt24(Traits.Add(shape.Traits));

        foreach (var member in shape.Members)
        {
            Members.UInt24(_strings.Reference(member.Name));
            Members.UInt16((ushort)member.Flags);
            Members.UInt16(member.Shape);
            Members.UInt24(Traits.Add(member.Traits));
        }
        _members += shape.Members.Count;
    }

    int RowOf(int shape) => shape < 0 ? 0 : _shapes + shape;
}
