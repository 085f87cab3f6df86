-- What a person does in Neovim, step by step: open a broken report, look, repair, save. The answers go to a file.

local answers = { codes = {} }

local function codes()
  local found = vim.tbl_map(function(one)
    return one.code
  end, vim.diagnostic.get(0))
  table.sort(found)
  return found
end

local function settle(wanted)
  return vim.wait(20000, function()
    return (#vim.diagnostic.get(0) > 0) == wanted
  end, 20)
end

local function drive()
  vim.cmd('filetype on') -- as it is without -u NONE
  dofile(vim.env.CONFIGURATION)
  vim.cmd.edit(vim.fn.fnameescape(vim.env.REPORT))
  answers.filetype = vim.bo.filetype
  answers.found = settle(true)
  answers.codes = codes()
  local row = vim.tbl_filter(function(one)
    return one.code == 'A303'
  end, vim.diagnostic.get(0))[1]
  vim.api.nvim_win_set_cursor(0, { row.lnum + 1, row.col })
  answers.marked = vim.api.nvim_buf_get_text(0, row.lnum, row.col, row.end_lnum, row.end_col, {})[1]
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title:find('A303 A302 改为', 1, true) ~= nil
    end,
  })
  answers.mended = settle(false)
  vim.cmd.write()
  answers.left = codes()
end

local well, trouble = pcall(drive)
answers.trouble = not well and trouble or nil
vim.fn.writefile({ vim.json.encode(answers) }, vim.env.ANSWERS)
vim.cmd('qall!')
