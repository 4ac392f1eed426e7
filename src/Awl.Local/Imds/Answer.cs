using System.Text;

namespace Awl.Local.Imds;

/// <summary>What goes back to a client.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The bytes of the body.</param>
/// <param name="ContentType">Its type.</param>
sealed record Answer(int Status, byte[] Body, string ContentType)
{
    const string Text = "text/plain";

    /// <summary>Whether the service says that parts of it may be asked for: it does of user data.</summary>
    public bool HasRanges { get; init; }

    /// <summary>The methods that would have been right, or null.</summary>
    public string? Allow { get; init; }

    /// <summary>The seconds that a token is good for, or null where no token came.</summary>
    public int? TokenSeconds { get; init; }

    /// <summary>Whether it is a value of the tree, with the headers that those have.</summary>
    public bool IsData { get; init; }

    /// <summary>A value or a listing. JSON is text too: the service says so.</summary>
    public static Answer Data(string text) => new(200, Encoding.UTF8.GetBytes(text), Text) { IsData = true };

    /// <summary>User data, as they were given.</summary>
    public static Answer UserData(byte[] bytes) => new(200, bytes, "application/octet-stream") { IsData = true, HasRanges = true };

    /// <summary>A value that cannot be had now; the text says why.</summary>
    public static Answer Unavailable(string text) => new(503, Encoding.UTF8.GetBytes(text), Text) { IsData = true };

    public static Answer Token(string token, int seconds) => new(200, Encoding.ASCII.GetBytes(token), Text) { TokenSeconds = seconds };

    /// <remarks>Source: recorded from an instance in 2020: no page, unlike the other errors.</remarks>
    public static Answer NotAllowed(string methods) => new(405, [], Text) { Allow = methods };

    /// <summary>An error as a page.</summary>
    /// <remarks>Source: recorded from an instance (404, byte for byte); the other statuses are alike.</remarks>
    public static Answer Page(int status)
    {
        var title = $"{status} - {Name(status)}";
        return new(status, Encoding.Latin1.GetBytes(
            "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\"\n"
            + "\t\t \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\" lang=\"en\">\n"
            + $" <head>\n  <title>{title}</title>\n </head>\n <body>\n  <h1>{title}</h1>\n </body>\n</html>\n"), "text/html");
    }

    static string Name(int status) => status switch
    {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Error",
    };
}
