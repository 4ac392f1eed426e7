using System.Text.Json;
using Awl.Model.EndpointRules;

namespace Awl.Endpoints;

/// <summary>What a rule set answered: where to send a request, with which headers, and how to sign it.</summary>
/// <remarks>Only the URL is computed at once; the rest when it is asked for.</remarks>
sealed class ResolvedEndpoint
{
    readonly RuleEvaluation? _evaluation;
    readonly RuleResult _result;

    ResolvedEndpoint(string url) => Url = url;

    /// <summary>The endpoint that a rule set answered.</summary>
    public ResolvedEndpoint(RuleEvaluation evaluation, RuleResult result) : this(evaluation.Evaluate(result.Text).Text ?? "")
        => (_evaluation, _result) = (evaluation, result);

    /// <summary>An endpoint without a rule set: no properties, no headers.</summary>
    public static ResolvedEndpoint At(string url) => new(url);

    /// <summary>Scheme, host and the start of the path.</summary>
    public string Url { get; }

    /// <summary>The ways to sign, best first; empty when the operation's own signing applies.</summary>
    public IReadOnlyList<AuthScheme> AuthSchemes => field ??= ReadAuthSchemes();

    /// <summary>Each header with its values.</summary>
    public IEnumerable<KeyValuePair<string, string[]>> Headers
    {
        get
        {
            if (_evaluation is null) yield break;

            var headers = _result.Headers;
            for (var i = 0; i < headers.ArgumentCount; i += 2)
                yield return new(headers.Argument(i).Text.ToString(), _evaluation.TextList(headers.Argument(i + 1)));
        }
    }

    /// <summary>A property that is a text, or null. <c>backend</c> is <c>S3Express</c> for directory buckets.</summary>
    public string? FindProperty(ReadOnlySpan<byte> name) => _evaluation is null ? null : Text(_result.Properties, name);

    /// <summary>Writes all properties as one JSON object.</summary>
    public void WriteProperties(Utf8JsonWriter json)
    {
        if (_evaluation is not null)
        {
            Write(json, _result.Properties);
            return;
        }
        json.WriteStartObject();
        json.WriteEndObject();
    }

    AuthScheme[] ReadAuthSchemes()
    {
        if (_evaluation is null || Find(_result.Properties, "authSchemes"u8) is not { } list) return [];

        var schemes = new AuthScheme[list.ArgumentCount];
        for (var i = 0; i < schemes.Length; i++) schemes[i] = ReadAuthScheme(list.Argument(i));
        return schemes;
    }

    AuthScheme ReadAuthScheme(RuleExpression scheme) => new(Text(scheme, "name"u8) ?? "")
    {
        SigningName = Text(scheme, "signingName"u8),
        SigningRegion = Text(scheme, "signingRegion"u8),
        SigningRegionSet = Find(scheme, "signingRegionSet"u8) is { } regions ? _evaluation!.TextList(regions) : null,
        DisableDoubleEncoding = Find(scheme, "disableDoubleEncoding"u8) is { } disable ? _evaluation!.Evaluate(disable).IsTrue : null,
    };

    string? Text(RuleExpression record, ReadOnlySpan<byte> name) => Find(record, name) is { } value ? _evaluation!.Evaluate(value).Text : null;

    static RuleExpression? Find(RuleExpression record, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < record.ArgumentCount; i += 2)
        {
            if (record.Argument(i).Text.Utf8.SequenceEqual(name)) return record.Argument(i + 1);
        }
        return null;
    }

    void Write(Utf8JsonWriter json, RuleExpression expression)
    {
        switch (expression.Kind)
        {
            case ExpressionKind.Record:
                json.WriteStartObject();
                for (var i = 0; i < expression.ArgumentCount; i += 2)
                {
                    json.WritePropertyName(expression.Argument(i).Text.Utf8);
                    Write(json, expression.Argument(i + 1));
                }
                json.WriteEndObject();
                break;
            case ExpressionKind.List:
                json.WriteStartArray();
                for (var i = 0; i < expression.ArgumentCount; i++) Write(json, expression.Argument(i));
                json.WriteEndArray();
                break;
            default:
                Write(json, _evaluation!.Evaluate(expression));
                break;
        }
    }

    static void Write(Utf8JsonWriter json, RuleValue value)
    {
        switch (value.Kind)
        {
            case RuleValueKind.Boolean: json.WriteBooleanValue(value.IsTrue); break;
            case RuleValueKind.Integer: json.WriteNumberValue(value.Number); break;
            default: json.WriteStringValue(value.Text); break;
        }
    }
}
