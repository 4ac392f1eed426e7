using System.Text.Json.Nodes;
using Awl.Http;
using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>What one service's client does beyond its model. Every method may do nothing.</summary>
/// <remarks>Source: botocore handlers.py, where each is a handler of an event.</remarks>
interface IServiceCustomization
{
    /// <summary>Whether <see cref="PrepareInput"/> has anything to do for the operation: only then is its input made a tree.</summary>
    bool PreparesInput(Operation operation) => false;

    /// <summary>Completes or rewrites the input before it is serialized.</summary>
    /// <exception cref="UsageException">The input breaks a rule of the service's client.</exception>
    void PrepareInput(Operation operation, JsonObject input) { }

    /// <summary>Completes the request before its endpoint is known.</summary>
    void PrepareRequest(Operation operation, HttpRequest request) { }

    /// <summary>Whether <see cref="AdaptOutput"/> has anything to do for the operation: only then is its output made a tree.</summary>
    bool AdaptsOutput(Operation operation) => false;

    /// <summary>Rewrites the output before the caller sees it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="input">The input as the caller gave it.</param>
    /// <param name="output">The output, to change in place.</param>
    void AdaptOutput(Operation operation, JsonObject input, JsonObject output) { }
}
