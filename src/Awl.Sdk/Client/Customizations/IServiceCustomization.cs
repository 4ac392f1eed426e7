using System.Text.Json;
using Awl.Http;
using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>What one service's client does beyond its model. The methods stand in the order of the call; every one may do nothing.</summary>
/// <remarks>Source: botocore handlers.py, where each is a handler of an event.</remarks>
interface IServiceCustomization
{
    /// <summary>Completes or rewrites the input before it is validated.</summary>
    /// <exception cref="UsageException">The input breaks a rule of the service's client.</exception>
    void PrepareInput(Operation operation, InputChanges input) { }

    /// <summary>Completes the request before its endpoint is known.</summary>
    void PrepareRequest(Operation operation, HttpRequest request) { }

    /// <summary>Completes the request once its endpoint is known and before it is signed: with what depends on the host or on the whole body.</summary>
    ValueTask CompleteRequestAsync(Operation operation, HttpRequest request, Presigner presigner, CancellationToken cancellationToken) => default;

    /// <summary>Mends the headers of a successful reply before it is read.</summary>
    void PrepareReply(Operation operation, HeaderList headers) { }

    /// <summary>The output as the caller will see it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="input">The input as the caller gave it.</param>
    /// <param name="headers">The headers of the reply.</param>
    /// <param name="utf8Json">The output, a JSON object; <see cref="OutputTree"/> changes it.</param>
    ReadOnlyMemory<byte> AdaptOutput(Operation operation, JsonElement input, HeaderList headers, ReadOnlyMemory<byte> utf8Json) => utf8Json;
}
