-- nvim --clean --headless -l neovim.lua SNIPPET STORY: what the guide says, on a story with two doubled words and a leftover.
local snippet, story = arg[1], arg[2]
vim.cmd('filetype on')
dofile(snippet)
vim.cmd.edit(story)

local function until_(what, true_)
  assert(vim.wait(20000, true_, 20), 'waited too long for ' .. what)
end

local function found()
  return vim.diagnostic.get(0)
end

until_('the findings', function() return #found() == 3 end)
for _, d in ipairs(found()) do
  local line = vim.api.nvim_buf_get_lines(0, d.lnum, d.lnum + 1, false)[1]
  io.write(('%s|%s|%s\n'):format(d.source, d.code, line:sub(d.col + 1, d.end_col)))
end

vim.api.nvim_win_set_cursor(0, { 1, found()[1].col })
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action) return action.kind == 'quickfix' and action.isPreferred end,
})
until_('the quick fix', function() return #found() == 2 end)

vim.fn.maparg('<leader>cf', 'n', false, true).callback()
until_('everything safe', function() return #found() == 0 end)
vim.cmd.write()
for _, client in ipairs(vim.lsp.get_clients()) do
  io.write(client.name .. '|' .. client.offset_encoding .. '\n')
  client:stop()
end
until_('the end', function() return #vim.lsp.get_clients() == 0 end)
vim.cmd.qall({ bang = true })
