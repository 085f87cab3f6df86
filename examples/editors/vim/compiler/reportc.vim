" Findings of reportc in the quickfix list: put this file into ~/.vim/compiler/ (or ~/.config/nvim/compiler/).
" Then :compiler reportc, and :make checks the file in front of you; :copen lists, :cnext goes to the next.
" To check at each save:  autocmd BufWritePost *.ogi.txt silent make! | redraw!

if exists('current_compiler')
  finish
endif
let current_compiler = 'reportc'

CompilerSet makeprg=reportc\ check\ --format\ concise\ %:S
" The summary on stderr is left out.
CompilerSet errorformat=%f:%l:%c:\ %m,%-G%.%#

" reportc counts characters and Vim bytes: a Chinese character has three.
function! s:CountBytes() abort
  if get(b:, 'current_compiler', get(g:, 'current_compiler', '')) !=# 'reportc'
    return
  endif
  let items = getqflist()
  for item in filter(copy(items), 'v:val.valid')
    call bufload(item.bufnr)
    let item.col = byteidx(get(getbufline(item.bufnr, item.lnum), 0, ''), item.col - 1) + 1
  endfor
  call setqflist(items, 'r')
endfunction

augroup reportc
  autocmd!
  autocmd QuickFixCmdPost make call s:CountBytes()
augroup END
