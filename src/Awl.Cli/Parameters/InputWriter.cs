using System.Text;
using System.Text.Json;
using Awl.Cli.Errors;
using Awl.Cli.Parameters.Dates;
using Awl.Model;

namespace Awl.Cli.Parameters;

/// <summary>Writes values as the JSON that an operation takes: the model says which texts are base64 or timestamps. It checks nothing else.</summary>
/// <param name="json">Where to.</param>
/// <param name="blobsAreRaw">Asked when there is a text for a blob: whether it is the content itself (<c>raw-in-base64-out</c>) and not base64.</param>
/// <param name="now">Asked when there is a date that leaves out a part, or a moment before now, on the user's clock.</param>
sealed class InputWriter(Utf8JsonWriter json, Func<bool> blobsAreRaw, Func<DateTimeOffset> now)
{
    /// <param name="value">The value.</param>
    /// <param name="shape">What the model wants; null where it says nothing (documents, unknown members).</param>
    /// <exception cref="UsageException">Bytes stand where JSON has no place for them.</exception>
    /// <exception cref="CommandFailedException">A text for a blob is no base64.</exception>
    public void Write(InputValue value, Shape? shape)
    {
        switch (value)
        {
            case InputValue.Map map: WriteMap(map, shape); break;
            case InputValue.List list: WriteList(list, shape); break;
            case InputValue.Text text: WriteText(text.Value, shape); break;
            case InputValue.Bytes bytes: WriteBytes(bytes.Value, shape); break;
            case InputValue.Number number: WriteNumber(number.Digits); break;
            case InputValue.Boolean boolean: json.WriteBooleanValue(boolean.Value); break;
            default: json.WriteNullValue(); break;
        }
    }

    void WriteMap(InputValue.Map map, Shape? shape)
    {
        json.WriteStartObject();
        foreach (var (name, value) in map.Members)
        {
            json.WritePropertyName(name);
            Write(value, FindShape(shape, name));
        }
        json.WriteEndObject();
    }

    static Shape? FindShape(Shape? shape, string name) => shape switch
    {
        { Kind: ShapeKind.Map } map => map.Value.Shape,
        { Kind: ShapeKind.Structure } structure => structure.FindMember(name)?.Shape,
        _ => null,
    };

    void WriteList(InputValue.List list, Shape? shape)
    {
        var element = shape is { Kind: ShapeKind.List } given ? given.Element.Shape : (Shape?)null;
        json.WriteStartArray();
        foreach (var item in list.Items) Write(item, element);
        json.WriteEndArray();
    }

    void WriteText(string text, Shape? shape)
    {
        switch (shape?.Kind)
        {
            case ShapeKind.Blob when blobsAreRaw(): json.WriteBase64StringValue(Encoding.UTF8.GetBytes(text)); break;
            case ShapeKind.Blob: json.WriteStringValue(PythonBase64.Normalize(text)); break;
            case ShapeKind.Timestamp: json.WriteStringValue(DateText.Normalize(text, now)); break;
            default: json.WriteStringValue(text); break;
        }
    }

    void WriteBytes(byte[] bytes, Shape? shape)
    {
        if (shape is not { Kind: not ShapeKind.Blob } text) json.WriteBase64StringValue(bytes);
        else if (IsEncodedByClient(text)) WriteMarked(bytes);
        else throw new UsageException("fileb:// gives bytes, and only a blob takes bytes. Use file:// instead.");
    }

    /// <summary>Start scripts and customers' keys: the model has them as text, and their client makes base64 of whatever they are.</summary>
    /// <remarks>Source: botocore handlers.py, base64_encode_user_data and sse_md5.</remarks>
    static bool IsEncodedByClient(Shape shape) => shape.Name is "RunInstancesUserData" or "XmlStringUserData" or "SSECustomerKey" or "CopySourceSSECustomerKey";

    /// <summary>Bytes in the place of text, as <see cref="Client.ServiceClient"/> takes them there.</summary>
    void WriteMarked(byte[] bytes)
    {
        json.WriteStartObject();
        json.WriteBase64String("Base64"u8, bytes);
        json.WriteEndObject();
    }

    /// <summary>JSON has no word for what is no number: the text stands for it.</summary>
    void WriteNumber(string digits)
    {
        if (digits[^1] is 'N' or 'y') json.WriteStringValue(digits);
        else json.WriteRawValue(digits, skipInputValidation: true);
    }
}
