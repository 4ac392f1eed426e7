using System.Text;
using Awl.Http;
using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>CloudSearch: a search may be longer than a URL, so it is posted as a form.</summary>
/// <remarks>Source: botocore handlers.py, change_get_to_post, _add_parameter_aliases.</remarks>
sealed class CloudSearchDomainCustomization : IServiceCustomization
{
    public void PrepareInput(Operation operation, InputChanges input)
    {
        if (IsSearch(operation)) input.Rename("returnFields", "return", operation.Name);
    }

    public void PrepareRequest(Operation operation, HttpRequest request)
    {
        if (!IsSearch(operation)) return;

        request.Method = "POST";
        request.Headers["Content-Type"] = "application/x-www-form-urlencoded";
        request.Body = RequestBody.Of(Encoding.ASCII.GetBytes(request.Target[(request.Path.Length + 1)..]));
        request.Query.Clear();
    }

    static bool IsSearch(Operation operation) => operation.NameUtf8.SequenceEqual("Search"u8);
}
