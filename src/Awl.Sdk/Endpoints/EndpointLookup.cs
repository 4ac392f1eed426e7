using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awl.Model;
using Awl.Model.EndpointRules;

namespace Awl.Endpoints;

/// <summary>Asks the endpoint rules of a service directly, to see what they answer. Nothing is called.</summary>
public static class EndpointLookup
{
    /// <summary>The answer of the rules as JSON.</summary>
    /// <param name="service">The service.</param>
    /// <param name="parameters">
    /// An object with parameters of the service's rule set, such as <c>{"Region":"eu-west-1","UseFIPS":false}</c>. Others are ignored.
    /// </param>
    /// <param name="partitions">The models that have AWS's partitions, for a service that is not from among them; null for the service's own.</param>
    /// <returns><c>{"url": …, "properties": {…}, "headers": {name: [values]}}</c>, or <c>{"error": …}</c> where the rules refuse.</returns>
    /// <exception cref="UsageException">The parameters are no object, or one has the wrong type; or the service has no rules.</exception>
    public static string Resolve(Service service, JsonElement parameters, Pack? partitions = null)
    {
        if (service.EndpointRules is not { } root) throw new UsageException($"The model of {service.Name} has no endpoint rules.");

        var rules = new EndpointRules(RuleGraph.In(service.Pack).RuleSet(root), RuleGraph.In(partitions ?? service.Pack));
        var found = rules.TryResolve(ParameterReader.Read(rules.RuleSet, parameters), out var endpoint, out var error);

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            if (found) Write(json, endpoint!);
            else WriteError(json, error!);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void Write(Utf8JsonWriter json, ResolvedEndpoint endpoint)
    {
        json.WriteStartObject();
        json.WriteString("url"u8, endpoint.Url);
        json.WritePropertyName("properties"u8);
        endpoint.WriteProperties(json);
        json.WriteStartObject("headers"u8);
        foreach (var (name, values) in endpoint.Headers)
        {
            json.WriteStartArray(name);
            foreach (var value in values) json.WriteStringValue(value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteError(Utf8JsonWriter json, string error)
    {
        json.WriteStartObject();
        json.WriteString("error"u8, error);
        json.WriteEndObject();
    }
}
