// What Awl.Sdk does for a program: calls with JSON and with types of its own, pages, waiters, streams, errors.
// It needs credentials and a region as any AWS tool does, and makes and removes a bucket and a table.
using System.Text;
using System.Text.Json.Nodes;
using Awl;
using Awl.Client;
using Awl.Models;
using Awl.Sample;

using var session = new Session(ModelPack.Open());
var name = args is [var given] ? given : $"awl-sample-{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";

// JSON in, JSON out.
using (var identity = await session.CreateClient("sts").InvokeAsync("GetCallerIdentity"))
    Console.WriteLine($"You are {identity.Json.GetProperty("Arn")}.");

var s3 = session.CreateClient("s3");
var bucket = new JsonObject { ["Bucket"] = name };
await s3.InvokeAsync("CreateBucket", bucket);

// A waiter asks until it is so.
await new Waiter(s3, "BucketExists").WaitAsync(System.Text.Json.JsonDocument.Parse(bucket.ToJsonString()).RootElement);

// A stream up and down.
foreach (var key in new[] { "a.txt", "b.txt", "c.txt" })
{
    using var content = new MemoryStream(Encoding.UTF8.GetBytes($"This is {key}."));
    await s3.InvokeAsync("PutObject", new JsonObject { ["Bucket"] = name, ["Key"] = key }, content);
}
using (var reply = await s3.InvokeAsync("GetObject", new JsonObject { ["Bucket"] = name, ["Key"] = "b.txt" }))
using (var text = new StreamReader(reply.Body!))
    Console.WriteLine($"b.txt has {reply.Json.GetProperty("ContentLength")} bytes: {await text.ReadToEndAsync()}");

// Pages of one key each, one in memory at a time.
var pages = new Paginator(s3, s3.GetOperation("ListObjectsV2"), new() { PageSize = 1 });
await foreach (var page in pages.ReadPagesAsync(System.Text.Json.JsonDocument.Parse(bucket.ToJsonString()).RootElement))
    Console.WriteLine($"Page with {page.Json.GetProperty("Contents")[0].GetProperty("Key")}");

// Types of our own, without reflection.
var dynamo = session.CreateClient("dynamodb");
await dynamo.InvokeAsync("CreateTable", JsonNode.Parse($$"""
    {"TableName": "{{name}}", "BillingMode": "PAY_PER_REQUEST",
     "AttributeDefinitions": [{"AttributeName": "Id", "AttributeType": "S"}], "KeySchema": [{"AttributeName": "Id", "KeyType": "HASH"}]}
    """));
await dynamo.InvokeAsync("PutItem", new PutItem(name, new(new("1"), new("hammer"))), SampleJson.Default.PutItem, SampleJson.Default.Nothing);
var item = await dynamo.InvokeAsync("GetItem", new GetItem(name, new(new("1"))), SampleJson.Default.GetItem, SampleJson.Default.GotItem);
Console.WriteLine($"Item 1 is a {item.Item?.Tool?.S}.");

// An error is an exception that knows its code.
try
{
    await s3.InvokeAsync("GetObject", new JsonObject { ["Bucket"] = name, ["Key"] = "missing" });
}
catch (ServiceException e) when (e.Code == "NoSuchKey")
{
    Console.WriteLine($"No such key: {e.Message}");
}

foreach (var key in new[] { "a.txt", "b.txt", "c.txt" }) await s3.InvokeAsync("DeleteObject", new JsonObject { ["Bucket"] = name, ["Key"] = key });
await s3.InvokeAsync("DeleteBucket", bucket);
await dynamo.InvokeAsync("DeleteTable", new JsonObject { ["TableName"] = name });
