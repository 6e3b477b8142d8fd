print("mcp-panther")
