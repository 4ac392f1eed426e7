using Awl.Http;
using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>API Gateway answers in plain JSON only who asks for it.</summary>
/// <remarks>Source: botocore handlers.py, add_accept_header.</remarks>
sealed class ApiGatewayCustomization : IServiceCustomization
{
    public void PrepareRequest(Operation operation, HttpRequest request) => request.Headers["Accept"] ??= "application/json";
}
