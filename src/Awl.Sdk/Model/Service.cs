using System.Text;
using System.Text.Json;
using static Awl.Model.PackLayout;

namespace Awl.Model;

/// <summary>A service's model, viewed in place.</summary>
/// <remarks>Layout: <see cref="ServiceRowSize"/>.</remarks>
public readonly struct Service
{
    readonly int _row;

    internal Service(Pack pack, int row) => (Pack, _row) = (pack, row);

    internal Pack Pack { get; }

    /// <summary>The texts of a model of the user's own; null for AWS's models, whose texts are apart from them.</summary>
    public Documentation? Documentation => Pack.Documentation;

    /// <summary>The name of its model: <c>s3</c>, <c>dynamodb</c>.</summary>
    public string Name => Encoding.UTF8.GetString(NameUtf8);

    /// <summary>Its name on the command line, where it differs for four services: <c>s3api</c>.</summary>
    public string CommandName => Encoding.UTF8.GetString(CommandNameUtf8);

    /// <summary>Its name in settings and errors: <c>S3</c>, <c>Secrets Manager</c>.</summary>
    public string ServiceId => Traits.Text(Trait.ServiceId) ?? Name;

    /// <summary>The first part of its host names, such as <c>email</c> for Amazon SES; other services may share it.</summary>
    public string EndpointPrefix => Traits.Text(Trait.EndpointPrefix) ?? Name;

    /// <summary>Its name for people: <c>Amazon Simple Storage Service</c>.</summary>
    public string FullName => Traits.Text(Trait.FullName) ?? Name;

    /// <summary>The version of its API, a date.</summary>
    public string ApiVersion => Traits.Text(Trait.ApiVersion) ?? "";

    /// <summary>Number of operations, for <see cref="GetOperation"/>.</summary>
    public int OperationCount => ReadUInt16(Row[9..]);

    /// <summary>An operation by its place: they are sorted by name.</summary>
    public Operation GetOperation(int index) => new(this, Pack, ReadUInt24(Row[6..]) + index);

    /// <summary>The operation of that name in the model (<c>ListBuckets</c>), or null.</summary>
    public Operation? FindOperation(ReadOnlySpan<char> name)
    {
        var (low, high) = (0, OperationCount - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var operation = GetOperation(middle);
            var order = Compare(operation.NameUtf8, name);
            if (order == 0) return operation;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }

    /// <summary>The operation of that name on the command line (<c>list-buckets</c>), or null.</summary>
    public Operation? FindCommand(ReadOnlySpan<char> commandName)
    {
        for (var i = 0; i < OperationCount; i++)
        {
            var operation = GetOperation(i);
            if (CommandNames.MayBe(commandName, operation.NameUtf8) && commandName.SequenceEqual(operation.CommandName)) return operation;
        }
        return null;
    }

    /// <summary>Names of its waiters in the model, sorted: <c>BucketExists</c>.</summary>
    public string[] WaiterNames
    {
        get
        {
            var values = Traits.Values(Trait.Waiters);
            var names = new string[values.Count / 2];
            for (var i = 0; i < names.Length; i++) names[i] = values.Text(2 * i);
            return names;
        }
    }

    /// <summary>The name in the model of the operation that a waiter polls, or null when there is no such waiter.</summary>
    public string? FindWaiterOperation(string waiter)
    {
        if (FindWaiter(waiter) is not { } json) return null;
        using var definition = JsonDocument.Parse(json);
        return definition.RootElement.GetProperty("operation").GetString();
    }

    /// <summary>The definition of a waiter as the model's JSON, or null.</summary>
    internal byte[]? FindWaiter(string name)
    {
        var values = Traits.Values(Trait.Waiters);
        for (var i = 0; i < values.Count; i += 2)
        {
            if (values.Text(i) == name) return values.Utf8(i + 1).ToArray();
        }
        return null;
    }

    /// <summary>json, rest-json, rest-xml, smithy-rpc-v2-cbor, query or ec2: the first of these that the model offers.</summary>
    internal string Protocol => Traits.Text(Trait.Protocol) ?? "";

    internal string SigningName => Traits.Text(Trait.SigningName) ?? EndpointPrefix;
    internal string SignatureVersion => Traits.Text(Trait.SignatureVersion) ?? "v4";
    internal string? JsonVersion => Traits.Text(Trait.JsonVersion);
    internal string? TargetPrefix => Traits.Text(Trait.TargetPrefix);
    internal bool IsQueryCompatible => Traits.Has(Trait.QueryCompatible);
    internal int? EndpointRules => Traits.Number(Trait.EndpointRules);
    internal TraitList Traits => new(Pack, ReadUInt24(Row[17..]));

    internal int ShapeCount => ReadUInt24(Row[14..]);

    /// <summary>A shape by its place among the service's shapes, which are sorted by name.</summary>
    internal Shape ShapeAt(int index) => new(Pack, FirstShape + index, FirstShape);

    internal int FirstShape => ReadUInt24(Row[11..]);

    /// <summary>The shape of that name, or null. Slow: shape names are unpacked one by one.</summary>
    internal Shape? FindShape(string name)
    {
        for (var i = 0; i < ShapeCount; i++)
        {
            if (ShapeAt(i).Name == name) return ShapeAt(i);
        }
        return null;
    }

    internal ReadOnlySpan<byte> NameUtf8 => Pack.Utf8(ReadUInt24(Row));
    internal ReadOnlySpan<byte> CommandNameUtf8 => Pack.Utf8(ReadUInt24(Row[3..]));

    static int Compare(ReadOnlySpan<byte> ascii, ReadOnlySpan<char> text)
    {
        for (var i = 0; i < ascii.Length && i < text.Length; i++)
        {
            if (ascii[i] != text[i]) return ascii[i] - text[i];
        }
        return ascii.Length - text.Length;
    }

    ReadOnlySpan<byte> Row => Pack.Row(Section.Services, _row, ServiceRowSize);
}
