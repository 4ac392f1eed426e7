using System.Text;
using static Awl.Model.PackLayout;

namespace Awl.Model;

/// <summary>An operation of a service, viewed in place.</summary>
/// <remarks>Layout: <see cref="OperationRowSize"/>.</remarks>
public readonly struct Operation
{
    readonly Pack _pack;
    readonly int _row;

    internal Operation(Service service, Pack pack, int row) => (Service, _pack, _row) = (service, pack, row);

    /// <summary>The service that it belongs to.</summary>
    public Service Service { get; }

    /// <summary>Its name in the model: <c>DescribeInstances</c>. Made anew at each call.</summary>
    public string Name => Encoding.UTF8.GetString(NameUtf8);

    /// <summary>Its name as UTF-8, straight out of the pack.</summary>
    public ReadOnlySpan<byte> NameUtf8 => _pack.Utf8(ReadUInt24(Row));

    /// <summary>Its name on the command line: <c>describe-instances</c>.</summary>
    public string CommandName => CommandNames.Of(Name);

    /// <summary>The structure that it takes, or null when it takes nothing.</summary>
    public Shape? Input => ShapeAt(6);

    /// <summary>The structure that it returns, or null when it returns nothing.</summary>
    public Shape? Output => ShapeAt(9);

    /// <summary>Still works, better not used.</summary>
    public bool IsDeprecated => Has(OperationFlags.Deprecated);

    /// <summary>Whether <see cref="Client.Paginator"/> can walk its pages.</summary>
    public bool IsPaginated => Traits.Has(Trait.InputTokens);

    /// <summary>The input members that carry the token of the next page; empty when it is not paginated.</summary>
    public string[] PageTokens => Traits.Values(Trait.InputTokens).ToTexts();

    /// <summary>The input member that limits the size of a page, or null.</summary>
    public string? PageLimit => Traits.Text(Trait.LimitKey);

    /// <summary>Paths of the lists (and counts) that its pages share out, such as <c>Contents</c>; none where it has no pages.</summary>
    public string[] ResultKeys => Traits.Values(Trait.ResultKeys).ToTexts();

    /// <summary>The input member that is sent as a stream, or null: a blob that is the whole body, marked as streaming or not.</summary>
    /// <remarks>Source: botocore model.py, <c>has_streaming_input</c>.</remarks>
    public Member? StreamingInput => StreamingPayload(Input);

    /// <summary>The output member that arrives as a stream, or null: a blob that is the whole body, marked as streaming or not.</summary>
    /// <remarks>Source: botocore model.py, <c>has_streaming_output</c>.</remarks>
    public Member? StreamingOutput => StreamingPayload(Output);

    /// <summary>The input member that is a stream of events, or null.</summary>
    public Member? EventStreamInput => EventStreamIn(Input);

    /// <summary>The output member that is a stream of events, or null.</summary>
    public Member? EventStreamOutput => EventStreamIn(Output);

    /// <summary>The HTTP method.</summary>
    internal string Method => Methods[Row[12]];

    /// <summary>Path and query of the request, with labels: <c>/{Bucket}/{Key+}?uploads</c>.</summary>
    internal ReadOnlySpan<byte> RequestUri => _pack.Utf8(ReadUInt24(Row[3..]));

    internal string? HostPrefix => Traits.Text(Trait.HostPrefix);
    internal bool IsEndpointOperation => Has(OperationFlags.EndpointOperation);

    /// <summary>A checksum of some kind is demanded, by the old trait or the new one.</summary>
    internal bool IsChecksumRequired => Has(OperationFlags.ChecksumRequired);

    /// <summary>The operation has the <c>httpChecksum</c> trait.</summary>
    internal bool HasHttpChecksum => Has(OperationFlags.HttpChecksum);

    internal bool IsPayloadUnsigned => Has(OperationFlags.UnsignedPayload);

    internal OperationFlags Flags => (OperationFlags)Row[13];
    internal TraitList Traits => new(_pack, ReadUInt24(Row[14..]));

    /// <summary>The errors that the model lists, in its order.</summary>
    internal int ErrorCount => Traits.Values(Trait.Errors).Count;

    internal Shape Error(int index) => Service.ShapeAt(Traits.Values(Trait.Errors).Number(index));

    /// <summary>The error with that code on the wire (<see cref="Shape.ErrorCode"/>), or null.</summary>
    internal Shape? FindError(string code)
    {
        for (var i = 0; i < ErrorCount; i++)
        {
            if (Error(i).ErrorCode == code) return Error(i);
        }
        return null;
    }

    bool Has(OperationFlags flag) => (Flags & flag) != 0;

    Shape? ShapeAt(int offset) => ReadUInt24(Row[offset..]) is not 0 and var row ? new Shape(_pack, row, Service.FirstShape) : null;

    static Member? StreamingPayload(Shape? shape)
        => shape?.Payload is { Shape.Kind: ShapeKind.Blob } payload ? payload : null;

    static Member? EventStreamIn(Shape? shape)
    {
        if (shape is null) return null;
        foreach (var member in shape.Value.Members)
        {
            if (member.Shape.IsEventStream) return member;
        }
        return null;
    }

    ReadOnlySpan<byte> Row => _pack.Row(Section.Operations, _row, OperationRowSize);
}
